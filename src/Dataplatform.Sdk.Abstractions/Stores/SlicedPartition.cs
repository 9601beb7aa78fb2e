using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Stores;

/// <summary>One partition of a stage.</summary>
/// <param name="Key">The partition.</param>
/// <param name="Bounds">What its rows have in common, a bound for each column that tells partitions apart. A row outside of all partitions
/// of the slice is an error that names it. Without bounds all rows are of the slice's only partition.</param>
public sealed record SlicedPartition(PartitionKey Key, IReadOnlyList<PartitionBound> Bounds);
