using Microsoft.Data.Sqlite;

namespace Dataplatform.Sdk.EventLog;

/// <summary>The tables of the log's file.</summary>
internal static class SqliteSchema
{
    public const int Version = 2;

    private const string Create = """
        create table events (
            position integer primary key autoincrement,
            name text not null,
            format integer not null,
            run text not null,
            time integer not null,
            version text,
            body blob not null);
        create index events_run on events (run, position);
        create unique index events_version on events (version) where version is not null;
        create table runs (run text primary key, position integer not null, body blob not null) without rowid;
        create index runs_position on runs (position);
        create table assets (key text primary key, body blob not null) without rowid;
        create table leases (
            run text primary key, host text not null, process integer not null, started text not null,
            beat integer not null, is_cancelled integer not null default 0) without rowid;
        create table claims (key text primary key, run text not null) without rowid;
        """;

    // Since layout 2.
    private const string CreatePartitions = """
        create table partitions (
            asset text not null, series text not null, chunk integer not null, body blob not null, primary key (asset, series, chunk)) without rowid;
        create table partition_keys (
            name text not null, key text not null, position integer not null, is_removed integer not null, primary key (name, key)) without rowid;
        create index events_backfills on events (position) where name = 'backfill_started';
        """;

    /// <summary>Makes the file ready: several processes may do so at once.</summary>
    /// <exception cref="DataplatformException">It was written by a newer version.</exception>
    public static void Ensure(SqliteConnection connection)
    {
        // The first counts only before there are tables: what retention deletes is given back to the system.
        Execute(connection, null, "pragma auto_vacuum = incremental; pragma journal_mode = wal; pragma synchronous = normal;");
        if (VersionOf(connection) < Version)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            if (VersionOf(connection, transaction) is var found and < Version)
            {
                Execute(connection, transaction, $"{(found == 0 ? Create : string.Empty)} {CreatePartitions} pragma user_version = {Version};");
            }

            transaction.Commit();
        }

        if (VersionOf(connection) is var version and not Version)
        {
            throw new DataplatformException(
                $"The event log {connection.DataSource} was written by a newer Dataplatform.Sdk (layout {version}, known is {Version}). Update the package, or give this app another state folder (Dataplatform:StateFolder).");
        }
    }

    public static void Execute(SqliteConnection connection, SqliteTransaction? transaction, string sql)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Only constants of this folder come here.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static long VersionOf(SqliteConnection connection, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "pragma user_version";
        return (long)command.ExecuteScalar()!;
    }
}
