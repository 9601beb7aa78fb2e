using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Dataplatform.Sdk;

/// <summary>
/// A value that must not be seen: a password, a token. However it is written (logged, formatted, as JSON, in a debugger) it is
/// <c>***</c>; only <see cref="Reveal"/> gives the value. Configuration makes it, and so may your own code.
/// </summary>
/// <remarks>
/// The texts of all secrets made in the process are also replaced by <c>***</c> wherever the engine keeps what a step says: its
/// log, its errors and its metadata. Values of fewer than four characters are not, as they would be found everywhere.
/// </remarks>
/// <typeparam name="T">The type of the value.</typeparam>
[DebuggerDisplay("***")]
[DebuggerTypeProxy(typeof(SecretProxy))]
[JsonConverter(typeof(SecretJsonConverter))]
public sealed class Secret<T> : IEquatable<Secret<T>>, IFormattable
    where T : notnull
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly T _value;

    /// <summary>Makes a secret of a value, and has its text redacted from now on.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentNullException">There is no value.</exception>
    public Secret(T value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
        Redaction.Add(value);
    }

    /// <summary>The value. Hand it to whoever needs it, and keep it nowhere.</summary>
    public T Reveal() => _value;

    /// <summary>Always <c>***</c>.</summary>
    public override string ToString() => Redaction.Mask;

    /// <summary>Always <c>***</c>, whatever the format.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) => Redaction.Mask;

    /// <summary>Whether both hold the same value. Texts are compared in a time that does not tell how much of them is equal.</summary>
    public bool Equals(Secret<T>? other) => other is not null && (_value, other._value) switch
    {
        (string left, string right) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right)),
        var (left, right) => EqualityComparer<T>.Default.Equals(left, right),
    };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret<T>);

    /// <summary>The same for all secrets of a type: that of a number would be the number.</summary>
    public override int GetHashCode() => typeof(T).GetHashCode();
}
