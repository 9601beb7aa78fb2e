using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Dataplatform.Sdk.Configs;

/// <summary>How a member of a configuration is read from text; made by <see cref="ConfigTypes"/>.</summary>
public abstract class ConfigType
{
    private protected ConfigType()
    {
    }

    /// <summary>What a value is, for messages: <c>a whole number</c>.</summary>
    internal abstract string Noun { get; }

    /// <summary>Whether values must not be shown.</summary>
    internal virtual bool IsSecret => false;

    /// <summary>The type of each item; null if it is no list.</summary>
    internal virtual ConfigType? Item => null;

    /// <summary>The value that rules are about: that within a secret, otherwise the value itself.</summary>
    internal virtual object Revealed(object value) => value;

    /// <summary>Reads a value that is no list.</summary>
    internal abstract bool TryParse(string text, [NotNullWhen(true)] out object? value);

    /// <summary>The list of these items.</summary>
    internal virtual object ListOf(IReadOnlyList<object> items) => throw new InvalidOperationException($"What is {Noun} is no list.");

    /// <summary>A value as it would be configured.</summary>
    internal abstract string Write(object value);

    /// <summary>Writes a value into JSON.</summary>
    internal abstract void WriteJson(Utf8JsonWriter json, object value);

    /// <summary>Writes the members of the JSON schema of a value.</summary>
    internal abstract void WriteSchema(Utf8JsonWriter json);
}
