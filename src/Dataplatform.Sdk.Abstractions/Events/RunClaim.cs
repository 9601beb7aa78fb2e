using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Events;

/// <summary>An asset that a run is about to compute, or computes now. No two runs hold it at once, or one partition of it.</summary>
/// <param name="Key">The asset.</param>
/// <param name="RunId">The run.</param>
public sealed record RunClaim(AssetKey Key, RunId RunId)
{
    /// <summary>The partition, where only that is held; null for the whole asset.</summary>
    public PartitionKey? Partition { get; init; }
}
