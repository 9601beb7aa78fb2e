using System.Globalization;
using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store.Slices;

/// <summary>Notes the partitions of a stage, in the transaction that writes their rows: with it they are there, and nobody sees them.</summary>
internal static class StagedRows
{
    private const string Insert = $"insert into {StoreLayout.Schema}.slices values ($1, $2, $3, $4, $5, $6, $7)";

    /// <summary>The rows of the table <c>slices</c> that a stage has, of all partitions.</summary>
    public static void Note(DuckDbConnection connection, StagedIds ids, string version, IReadOnlyList<StagedPartition> partitions)
    {
        using var insert = connection.Prepare(Insert);
        foreach (var (i, partition) in partitions.Index())
        {
            insert.BindAll(ids.Version.Relation, ids.First + i, version, partition.Key.Text, partition.Rows, partition.DataVersion, OpenStore.Owner.ToString());
            insert.Execute(CancellationToken.None);
        }
    }

    /// <summary>Notes rows that are not published any more and that somebody reads: they are deleted when nobody does.</summary>
    public static void NoteReplaced(DuckDbConnection connection, string relation, IEnumerable<(long Id, string Version)> replaced)
    {
        using var insert = connection.Prepare(Insert);
        foreach (var (id, version) in replaced)
        {
            insert.BindAll(relation, id, version, null, null, null, OpenStore.Owner.ToString());
            insert.Execute(CancellationToken.None);
        }
    }
}
