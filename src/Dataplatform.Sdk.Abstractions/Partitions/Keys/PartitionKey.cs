using System.Diagnostics;

namespace Dataplatform.Sdk.Partitions;

/// <summary>
/// The identity of one partition of an asset, as text: the key of its only dimension as it is, or the keys of all dimensions in the
/// ordinal order of the dimensions' names, separated by <c>|</c>, in which a <c>|</c> is <c>%7C</c> and a <c>%</c> is <c>%25</c>.
/// </summary>
/// <param name="Text">The text.</param>
[DebuggerDisplay("{Text,nq}")]
public readonly record struct PartitionKey(string Text) : IComparable<PartitionKey>
{
    /// <summary>The key of several dimensions, or of one.</summary>
    /// <param name="keys">The key of each dimension, in the order of the definition.</param>
    public static PartitionKey Of(params ReadOnlySpan<string> keys) => keys.Length == 1 ? new(keys[0]) : new(string.Join('|', keys.ToArray().Select(Escape)));

    /// <summary>The key of each dimension.</summary>
    /// <param name="dimensions">How many dimensions the definition has.</param>
    public IReadOnlyList<string> Keys(int dimensions) => dimensions == 1 ? [Text] : [.. Text.Split('|').Select(Unescape)];

    /// <summary>Ordinal order of the texts.</summary>
    public int CompareTo(PartitionKey other) => string.CompareOrdinal(Text, other.Text);

    /// <summary>The text.</summary>
    public override string ToString() => Text;

    /// <summary>Ordinal order of the texts.</summary>
    public static bool operator <(PartitionKey left, PartitionKey right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order of the texts.</summary>
    public static bool operator >(PartitionKey left, PartitionKey right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order of the texts.</summary>
    public static bool operator <=(PartitionKey left, PartitionKey right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order of the texts.</summary>
    public static bool operator >=(PartitionKey left, PartitionKey right) => left.CompareTo(right) >= 0;

    private static string Escape(string key) => key.Replace("%", "%25", StringComparison.Ordinal).Replace("|", "%7C", StringComparison.Ordinal);

    private static string Unescape(string key) => key.Replace("%7C", "|", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);
}
