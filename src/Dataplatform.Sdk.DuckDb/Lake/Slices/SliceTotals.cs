using Dataplatform.Sdk.DuckDb.Store.Slices;

namespace Dataplatform.Sdk.DuckDb.Lake.Slices;

/// <summary>What all partitions together amount to, by way of <see cref="AllPartitions"/>.</summary>
internal static class SliceTotals
{
    /// <summary>As a head has it.</summary>
    public static AllPartitions Of(LakeHead head) => AllPartitions.Parse(head.Partitions!.Count, head.Rows, head.Partitions.Content);

    public static AllPartitions With(this AllPartitions all, IEnumerable<LakePartition> partitions) =>
        partitions.Aggregate(all, (sum, partition) => sum.With(partition.Key, partition.Version, partition.DataVersion, partition.Rows));

    public static AllPartitions Without(this AllPartitions all, IEnumerable<LakePartition> partitions) =>
        partitions.Aggregate(all, (sum, partition) => sum.Without(partition.Key, partition.Version, partition.DataVersion, partition.Rows));
}
