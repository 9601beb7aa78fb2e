namespace Dataplatform.Sdk.Stores;

/// <summary>What a step is about to stage.</summary>
/// <param name="Key">The asset.</param>
public sealed record StageTarget(AssetKey Key)
{
    /// <summary>
    /// Is told how far the stage is, from whatever thread works on it: after a batch, or a few times a second, never for
    /// each row. A store that cannot tell leaves it alone.
    /// </summary>
    /// <value>Default: null, nobody listens; then nothing is to be measured.</value>
    public IProgress<StageProgress>? Progress { get; init; }

    /// <summary>What the rows do to those that are published.</summary>
    /// <value>Default: they replace them. A store that cannot keep rows throws for anything else.</value>
    public WritePolicy Write { get; init; } = WritePolicy.Replace;

    /// <summary>Whether the rows there are count for nothing, whatever <see cref="Write"/> says. The other partitions of a partitioned asset
    /// stay, unless their columns are not those of the contract: then they go when this is published.</summary>
    /// <value>Default: false.</value>
    public bool FullRefresh { get; init; }

    /// <summary>The partitions that the rows are of, for a partitioned asset. Only these are replaced; all others stay as they are. A
    /// version without partitions is replaced whole, and one with partitions by a stage without a slice.</summary>
    /// <value>Default: null, the asset is not partitioned.</value>
    public PartitionSlice? Slice { get; init; }
}
