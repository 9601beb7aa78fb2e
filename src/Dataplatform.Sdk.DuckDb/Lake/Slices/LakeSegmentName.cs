namespace Dataplatform.Sdk.DuckDb.Lake.Slices;

/// <summary>A segment, as the head file names it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Partitions">How many partitions it has something to say of.</param>
internal sealed record LakeSegmentName(string Id, int Partitions);
