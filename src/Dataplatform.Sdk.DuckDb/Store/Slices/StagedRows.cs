using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store.Slices;

/// <summary>Writes down which ids of a table are not published: in the transaction that writes their rows, or that replaces them.</summary>
internal static class StagedRows
{
    private const string Table = "slices";

    private static readonly RowSchema Columns = new(Table,
    [
        new("relation", new(ColumnKind.Text), false, "relation"),
        new("id", new(ColumnKind.Int64), false, "id"),
        new("version", new(ColumnKind.Text), false, "version"),
        new("partition", new(ColumnKind.Text), true, "partition"),
        new("rows", new(ColumnKind.Int64), true, "rows"),
        new("data_version", new(ColumnKind.Text), true, "data_version"),
        new("owner", new(ColumnKind.Text), false, "owner"),
    ]);

    /// <summary>The partitions of a stage.</summary>
    public static void Note(DuckDbConnection connection, StagedIds ids, string version, IReadOnlyList<StagedPartition> partitions) =>
        Write(connection, ids.Version.Relation, partitions.Select((partition, i) => (ids.First + i, version, (StagedPartition?)partition)));

    /// <summary>Rows that are not published any more and that somebody reads: they are deleted when nobody does.</summary>
    public static void NoteReplaced(DuckDbConnection connection, string relation, IEnumerable<(long Id, string Version)> replaced) =>
        Write(connection, relation, replaced.Select(old => (old.Id, old.Version, (StagedPartition?)null)));

    private static void Write(DuckDbConnection connection, string relation, IEnumerable<(long Id, string Version, StagedPartition? Partition)> rows)
    {
        using var appender = DuckDbAppender.Create(connection, StoreLayout.Schema, Table);
        using var batch = new DuckDbBatchWriter(Columns);
        var owner = OpenStore.Owner.ToString();
        foreach (var chunk in rows.Chunk(RowCodec.BatchSize))
        {
            batch.Begin();
            for (var i = 0; i < chunk.Length; i++)
            {
                var (id, version, partition) = chunk[i];
                batch.SetText(0, i, relation);
                batch.Values<long>(1)[i] = id;
                batch.SetText(2, i, version);
                SetText(batch, 3, i, partition?.Key.Text);
                SetNumber(batch, 4, i, partition?.Rows);
                SetText(batch, 5, i, partition?.DataVersion);
                batch.SetText(6, i, owner);
            }

            appender.Append(batch.Complete(chunk.Length));
        }

        appender.Close();
    }

    private static void SetText(DuckDbBatchWriter batch, int column, int row, string? value)
    {
        if (value is null)
        {
            batch.SetNull(column, row);
        }
        else
        {
            batch.SetText(column, row, value);
        }
    }

    private static void SetNumber(DuckDbBatchWriter batch, int column, int row, long? value)
    {
        if (value is { } number)
        {
            batch.Values<long>(column)[row] = number;
        }
        else
        {
            batch.SetNull(column, row);
        }
    }
}
