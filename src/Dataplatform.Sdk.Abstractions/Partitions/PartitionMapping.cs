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

    /// <summary>The same key, or for time all windows that overlap.</summary>
    public static PartitionMapping Default { get; } = new Overlap();

    /// <summary>For time all windows that overlap the reader's own, moved by whole windows of the reader; for other keys the same key.</summary>
    /// <param name="StartOffset">By how many windows the begin is moved: -7 also needs the seven windows before.</param>
    /// <param name="EndOffset">By how many windows the end is moved: -1 without the reader's own window.</param>
    public sealed record Overlap(int StartOffset = 0, int EndOffset = 0) : PartitionMapping;

    /// <summary>All partitions there are.</summary>
    public sealed record All : PartitionMapping;

    /// <summary>The last window that exists; for other keys the last of them.</summary>
    public sealed record Latest : PartitionMapping;

    /// <summary>Keys that are given one by one, between enums.</summary>
    /// <param name="Pairs">For each pair the reader's key, then the upstream's: <c>Eu:At Eu:De Us:Ny</c>.</param>
    public sealed record Keys(string Pairs) : PartitionMapping;

    /// <summary>A function of the user's: an implementation of <c>PartitionFunction</c>.</summary>
    /// <param name="Type">The class, as C# writes it with its namespace.</param>
    public sealed record Function(string Type) : PartitionMapping;
}
