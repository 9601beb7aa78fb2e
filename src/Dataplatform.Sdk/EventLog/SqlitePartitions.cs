using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Events.Wire;

namespace Dataplatform.Sdk.EventLog;

/// <summary>What is known of partitions, in the log's file.</summary>
internal static class SqlitePartitions
{
    public static PartitionChunk? Chunk(SqliteStatements sql, AssetKey asset, string series, long number) =>
        sql.Scalar("select body from partitions where asset = $1 and series = $2 and chunk = $3", asset.Path, series, number) is byte[] body
            ? new PartitionChunk(asset, series, number) { Entries = ChunkBytes.Read(body) }
            : null;

    public static List<PartitionChunk> Of(SqliteStatements sql, AssetKey asset) => sql.Query("select series, chunk, body from partitions where asset = $1 order by series, chunk", asset.Path)
        .ConvertAll(row => new PartitionChunk(asset, (string)row[0]!, (long)row[1]!) { Entries = ChunkBytes.Read((byte[])row[2]!) });

    public static void Save(SqliteStatements sql, PartitionFold fold)
    {
        foreach (var wiped in fold.Wiped)
        {
            sql.Execute("delete from partitions where asset = $1", wiped.Path);
        }

        foreach (var chunk in fold.Changed)
        {
            sql.Execute(
                "insert into partitions values ($1, $2, $3, $4) on conflict do update set body = excluded.body", chunk.Asset.Path, chunk.Series, chunk.Number, ChunkBytes.Write(chunk.Entries));
        }
    }

    /// <summary>The keys of a dynamic set.</summary>
    public static List<string> Keys(SqliteStatements sql, string set) =>
        sql.Query("select key from partition_keys where name = $1 and is_removed = 0 order by position, key", set).ConvertAll(row => (string)row[0]!);

    /// <summary>Of adding and removing a key the later counts; adding it again changes nothing.</summary>
    public static void ApplyKeys(SqliteStatements sql, LoggedEvent logged)
    {
        var (set, keys, isRemoved) = logged.Event switch
        {
            RunEvent.PartitionKeysAdded added => (added.Set, added.Keys, 0),
            RunEvent.PartitionKeysRemoved removed => (removed.Set, removed.Keys, 1),
            _ => (string.Empty, [], 0),
        };
        for (var i = 0; i < keys.Count; i++)
        {
            sql.Execute(
                """
                insert into partition_keys values ($1, $2, $3, $4)
                on conflict do update set position = excluded.position, is_removed = excluded.is_removed
                where excluded.position > position and excluded.is_removed <> is_removed
                """,
                set, keys[i], logged.Position, isRemoved);
        }
    }
}
