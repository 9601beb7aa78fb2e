namespace Dataplatform.Sdk.Partitions;

/// <summary>
/// Which partitions of an upstream asset a partition of the asset that reads it needs: a closed set of cases. Each answers both
/// directions. Dimensions that both have are mapped one by one; those that only the upstream has are read whole.
/// </summary>
public abstract record PartitionMapping
{
    private PartitionMapping()
    {
    }

    /// <summary>What is meant where nothing is said: the same key, or for time all windows that overlap.</summary>
    public static PartitionMapping Default { get; } = new Unsaid();

    /// <summary>As <see cref="Overlap"/> without offsets, but only between definitions of which nobody could mean anything else.</summary>
    public sealed record Unsaid : PartitionMapping;

    /// <summary>For time all windows that overlap the reader's own, moved by whole windows of the reader; for other keys the same key.
    /// The clocks of both may be in different zones.</summary>
    /// <param name="StartOffset">By how many windows the begin is moved: -7 also needs the seven windows before.</param>
    /// <param name="EndOffset">By how many windows the end is moved: -1 without the reader's own window.</param>
    public sealed record Overlap(int StartOffset = 0, int EndOffset = 0) : PartitionMapping;

    /// <summary>All partitions there are.</summary>
    public sealed record All : PartitionMapping;

    /// <summary>The last window that exists. Of an upstream without time it is the last key of the dimensions that the reader has not,
    /// or of all if it has them all.</summary>
    public sealed record Latest : PartitionMapping;

    /// <summary>Keys that are given one by one, between enums.</summary>
    /// <param name="Pairs">For each pair the reader's key, then the upstream's: <c>Eu:At Eu:De Us:Ny</c>.</param>
    /// <param name="ReaderKey">The reader's enum, with its namespace; empty for the one that has the members.</param>
    /// <param name="UpstreamKey">The upstream's enum, with its namespace; empty for the one that has the members.</param>
    public sealed record Keys(string Pairs, string ReaderKey = "", string UpstreamKey = "") : PartitionMapping;

    /// <summary>A function of the user's: an implementation of <c>PartitionFunction</c>.</summary>
    /// <param name="Type">The class, as C# writes it with its namespace.</param>
    /// <param name="ReaderKey">The type of the reader's key, with its namespace: <c>Dataplatform.Sdk.Day</c>, <c>Shop.Region</c>.</param>
    /// <param name="UpstreamKey">The type of the upstream's key.</param>
    public sealed record Function(string Type, string ReaderKey, string UpstreamKey) : PartitionMapping;
}
