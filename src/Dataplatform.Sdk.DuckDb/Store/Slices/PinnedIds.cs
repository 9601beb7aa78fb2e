namespace Dataplatform.Sdk.DuckDb.Store.Slices;

/// <summary>What one input reads of a partitioned asset. Each is its own reader, even if others read the same.</summary>
/// <param name="relation">The table.</param>
/// <param name="ids">The ids.</param>
internal sealed class PinnedIds(string relation, IdRanges ids)
{
    public string Relation => relation;

    public IdRanges Ids => ids;
}
