using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Lake.Slices;

/// <summary>The partitions of a stage.</summary>
/// <param name="Target">What is staged.</param>
/// <param name="Seen">The version that was published when staging began; null if there was none.</param>
/// <param name="Replaces">Whether that one gives way as a whole: it has no partitions, or other columns.</param>
internal sealed record LakeSlice(PartitionSlice Target, string? Seen, bool Replaces)
{
    /// <summary>What was staged of each partition, in the order of the slice.</summary>
    public IReadOnlyList<StagedPartition> Partitions { get; set; } = [];

    /// <summary>The files of each partition, within the folder of the stage.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Files { get; set; } = [];

    /// <summary>Whether files may be in their places without being published.</summary>
    public bool IsPlaced { get; set; }
}
