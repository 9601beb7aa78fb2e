using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Dataplatform.Sdk;

/// <summary>
/// The identity of an asset: <c>domain/name</c>, for example <c>sales/customer_orders</c>. Keys compare and sort
/// ordinally. User code rarely spells one: the generated catalogs hold typed keys.
/// </summary>
[DebuggerDisplay("{Path,nq}")]
public readonly record struct AssetKey : IComparable<AssetKey>
{
    private readonly string? _path;

    /// <summary>Makes a key from its path, <c>domain/name</c> (more than one <c>/</c> is allowed; the last part is the name).</summary>
    /// <exception cref="ArgumentException">The path is empty, or has an empty part.</exception>
    public AssetKey(string path)
    {
        if (!IsValid(path))
        {
            throw new ArgumentException($"'{path}' is not an asset key. A key looks like 'sales/customer_orders'.", nameof(path));
        }

        _path = path;
    }

    /// <summary>Makes the key <c>domain/name</c>.</summary>
    public AssetKey(string domain, string name)
        : this($"{domain}/{name}")
    {
    }

    /// <summary>The whole key, <c>domain/name</c>.</summary>
    public string Path => _path ?? string.Empty;

    /// <summary>All before the last <c>/</c>; empty for a key of one part. In a database it is the schema.</summary>
    public string Domain => Path.LastIndexOf('/') is var slash and >= 0 ? Path[..slash] : string.Empty;

    /// <summary>The last part of the key. In a database it is the table's name.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Reads a key; false if <paramref name="text"/> is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out AssetKey key)
    {
        if (text is not null && IsValid(text))
        {
            key = new AssetKey(text);
            return true;
        }

        key = default;
        return false;
    }

    /// <inheritdoc/>
    public int CompareTo(AssetKey other) => string.CompareOrdinal(Path, other.Path);

    /// <summary>Ordinal order of the paths.</summary>
    public static bool operator <(AssetKey left, AssetKey right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order of the paths.</summary>
    public static bool operator >(AssetKey left, AssetKey right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order of the paths.</summary>
    public static bool operator <=(AssetKey left, AssetKey right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order of the paths.</summary>
    public static bool operator >=(AssetKey left, AssetKey right) => left.CompareTo(right) >= 0;

    /// <summary>The whole key, <c>domain/name</c>.</summary>
    public override string ToString() => Path;

    private static bool IsValid(string path) =>
        path.Length > 0 && path[0] != '/' && path[^1] != '/' && !path.Contains("//", StringComparison.Ordinal);
}
