namespace Dataplatform.Sdk.Stores;

/// <summary>What a step has staged: complete, and not yet visible to anyone else.</summary>
/// <param name="Key">The asset.</param>
/// <param name="Version">The id of the version, unique in the store.</param>
/// <param name="Fence">The number by which the store refuses an older attempt after a newer one has published: greater than that of every session that began before.</param>
/// <param name="Rows">Its rows, with those that were kept; of a partitioned asset those of the staged partitions; null for a view or a value.</param>
/// <param name="Bytes">The size of its values, uncompressed; null for a view, and where the store does not know it.</param>
public sealed record StagedAsset(AssetKey Key, string Version, long Fence, long? Rows, long? Bytes)
{
    /// <summary>What its content is known by: equal content has an equal one.</summary>
    /// <value>Default: null, for a view, or if the store does not compute it.</value>
    public string? DataVersion { get; init; }

    /// <summary>What was done to the columns of rows that were kept.</summary>
    /// <value>Default: nothing.</value>
    public IReadOnlyList<ColumnAlteration> Alterations { get; init; } = [];

    /// <summary>What was staged of each partition, in the order of the slice; partitions without rows too.</summary>
    /// <value>Default: none, the asset is not partitioned.</value>
    public IReadOnlyList<StagedPartition> Partitions { get; init; } = [];
}
