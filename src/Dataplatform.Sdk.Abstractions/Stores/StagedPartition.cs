using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Stores;

/// <summary>One partition of what a step has staged.</summary>
/// <param name="Key">The partition.</param>
/// <param name="Rows">Its rows; null for a value.</param>
public sealed record StagedPartition(PartitionKey Key, long? Rows)
{
    /// <summary>What its content is known by: equal content has an equal one.</summary>
    /// <value>Default: null, if the store does not compute it.</value>
    public string? DataVersion { get; init; }
}
