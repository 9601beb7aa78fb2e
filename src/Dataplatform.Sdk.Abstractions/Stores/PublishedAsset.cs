namespace Dataplatform.Sdk.Stores;

/// <summary>The head of an asset in a store. Of a partitioned asset version, run and time are those of its last publication, whatever
/// partitions that was of, and all else is of all partitions together.</summary>
/// <param name="Key">The asset.</param>
/// <param name="Version">The id of the published version.</param>
/// <param name="RunId">The run that published it.</param>
/// <param name="PublishedAt">When.</param>
/// <param name="Rows">Its rows; null for a view or a value.</param>
public sealed record PublishedAsset(AssetKey Key, string Version, RunId RunId, DateTimeOffset PublishedAt, long? Rows)
{
    /// <summary>What its content is known by: equal content has an equal one.</summary>
    /// <value>Default: null, for a view, or if the store does not compute it.</value>
    public string? DataVersion { get; init; }

    /// <summary>How many partitions are published.</summary>
    /// <value>Default: null, the asset is not partitioned.</value>
    public long? Partitions { get; init; }

    /// <summary>When a rollback published it again.</summary>
    /// <value>Default: null, none did.</value>
    public DateTimeOffset? RestoredAt { get; init; }
}
