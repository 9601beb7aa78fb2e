using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Stores;

/// <summary>The head of one partition of an asset in a store.</summary>
/// <param name="Key">The partition.</param>
/// <param name="Version">The id of the version that was published with it; partitions that were published together share it.</param>
/// <param name="RunId">The run that published it.</param>
/// <param name="PublishedAt">When.</param>
/// <param name="Rows">Its rows; null for a value.</param>
public sealed record PublishedPartition(PartitionKey Key, string Version, RunId RunId, DateTimeOffset PublishedAt, long? Rows)
{
    /// <summary>What its content is known by: equal content has an equal one.</summary>
    /// <value>Default: null, if the store does not compute it.</value>
    public string? DataVersion { get; init; }
}
