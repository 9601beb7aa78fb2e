namespace Dataplatform.Sdk.Stores;

/// <summary>The partitions that a stage makes anew, and no others; they are published together.</summary>
/// <param name="Partitions">The partitions, at least one, each once.</param>
public sealed record PartitionSlice(IReadOnlyList<SlicedPartition> Partitions);
