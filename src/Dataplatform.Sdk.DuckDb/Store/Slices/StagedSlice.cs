using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store.Slices;

/// <summary>The partitions of a stage.</summary>
/// <param name="Into">The version into which they are staged.</param>
/// <param name="First">The id of the first partition; the others follow.</param>
/// <param name="Partitions">What was staged of each.</param>
internal sealed record StagedSlice(SlicedVersion Into, long First, IReadOnlyList<StagedPartition> Partitions)
{
    /// <summary>The staged rows as readers would see them, for behind <c>from</c>.</summary>
    public string Rows(DuckDbConnection connection) =>
        IdRanges.Of(Enumerable.Range(0, Partitions.Count).Select(i => First + i)).Select(Into.Rows, Into.Columns(connection));
}
