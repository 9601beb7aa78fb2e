using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>
/// The hidden schema. A version is a table, a view or an artifact's bytes; a head names the version of an asset that is
/// published. A version without a time of publication is a stage. A version of a partitioned asset is a table of all partitions and one of
/// their heads; what its table has that is not published is in <c>slices</c>: stages, and without a partition what was replaced and is read yet.
/// </summary>
internal static class StoreLayout
{
    public const string Schema = "_dataplatform";

    private const int CurrentLayout = 4;

    private const string Create = $"""
        create schema if not exists {Schema};
        create table if not exists {Schema}.store (id uuid not null, layout integer not null);
        create sequence if not exists {Schema}.fences;
        create table if not exists {Schema}.versions (
            version varchar primary key,
            key varchar not null,
            fence bigint not null,
            kind varchar not null,
            relation varchar,
            rows bigint,
            run_id varchar not null,
            step varchar not null,
            attempt integer not null,
            owner uuid not null,
            published_at timestamptz,
            base varchar,
            write varchar,
            data_version varchar,
            restored_at timestamptz,
            last_version varchar,
            partitions bigint);
        create table if not exists {Schema}.heads (key varchar primary key, version varchar not null, fence bigint not null);
        create table if not exists {Schema}.revocations (key varchar primary key, fence bigint not null);
        create table if not exists {Schema}.artifacts (version varchar not null, content blob not null);
        create table if not exists {Schema}.slices (
            relation varchar not null,
            id bigint not null,
            version varchar not null,
            partition varchar,
            rows bigint,
            data_version varchar,
            owner varchar not null);
        """;

    /// <summary>Creates what is missing.</summary>
    /// <returns>The identity of the store.</returns>
    public static Guid Ensure(DuckDbConnection connection)
    {
        connection.Execute("begin");
        try
        {
            connection.Execute(Create);
            connection.Execute($"insert into {Schema}.store select $1::uuid, {CurrentLayout} where not exists (from {Schema}.store)", Guid.NewGuid());
            Upgrade(connection);
            connection.Execute("commit");
        }
        catch
        {
            Transaction.Rollback(connection);
            throw;
        }

        var row = connection.Query($"select id, layout from {Schema}.store")[0];
        return row[1] is CurrentLayout
            ? (Guid)row[0]!
            : throw new DataplatformException($"The database was written by a newer Dataplatform.Sdk (layout {row[1]}, known is {CurrentLayout}). Update the package.");
    }

    // The first layout did not know from which version another goes on, nor what its content is known by; the second knew no rollbacks, the
    // third no partitions.
    private static void Upgrade(DuckDbConnection connection)
    {
        if (connection.Query($"select layout from {Schema}.store") is not [[int layout and < CurrentLayout]])
        {
            return;
        }

        if (layout < 2)
        {
            connection.Execute($"alter table {Schema}.versions add column base varchar");
            connection.Execute($"alter table {Schema}.versions add column write varchar");
            connection.Execute($"alter table {Schema}.versions add column data_version varchar");
        }

        if (layout < 3)
        {
            connection.Execute($"alter table {Schema}.versions add column restored_at timestamptz");
        }

        connection.Execute($"alter table {Schema}.versions add column last_version varchar");
        connection.Execute($"alter table {Schema}.versions add column partitions bigint");
        connection.Execute($"update {Schema}.store set layout = {CurrentLayout}");
    }

    /// <summary>A relation of the hidden schema, quoted.</summary>
    public static string Relation(string name) => $"{Schema}.{Quote(name)}";

    public static string Quote(string name) => DuckDbDialect.Instance.Identifier(name);
}
