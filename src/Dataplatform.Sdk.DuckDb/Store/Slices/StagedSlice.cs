using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store.Slices;

/// <summary>The partitions of a stage.</summary>
/// <param name="Into">The version into which they are staged.</param>
/// <param name="First">The id of the first partition; the others follow.</param>
/// <param name="Partitions">What was staged of each.</param>
internal sealed record StagedSlice(SlicedVersion Into, long First, IReadOnlyList<StagedPartition> Partitions);
