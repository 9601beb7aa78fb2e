using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Store.Slices;

/// <summary>
/// A version of a partitioned asset: one table with the rows of all partitions, and one with their heads. Partitions are published into it one
/// by one; it is replaced only as a whole.
/// </summary>
/// <param name="Key">The asset.</param>
/// <param name="Version">Its id.</param>
/// <param name="Kind">One of <see cref="VersionKind"/>.</param>
/// <param name="Relation">The table in the hidden schema.</param>
internal sealed record SlicedVersion(AssetKey Key, string Version, string Kind, string Relation)
{
    /// <summary>The column that tells by which publication of which partition a row came.</summary>
    public const string Column = "_partition";

    public const string QuotedColumn = "\"" + Column + "\"";

    /// <summary>The heads of all partitions: which id is published, by whom, and by what fence. An id that is null is of a partition that was removed.</summary>
    public string Heads => HeadsOf(Relation);

    /// <summary>The table of the rows, quoted. A value has none.</summary>
    public string Rows => StoreLayout.Relation(Relation);

    public bool HasRows => Kind == VersionKind.Partitions;

    /// <summary>Whether a version of a kind is partitioned.</summary>
    public static bool Is(string kind) => kind is VersionKind.Partitions or VersionKind.PartitionedValue;

    public static string HeadsOf(string relation) => StoreLayout.Relation(relation + "/heads");

    /// <summary>Creates what it is made of, empty.</summary>
    /// <param name="connection">The connection, in a transaction.</param>
    /// <param name="schema">The contract; null for a value.</param>
    public void Create(DuckDbConnection connection, RowSchema? schema)
    {
        if (schema is not null)
        {
            connection.Execute($"create table {Rows} ({StageRow.Columns(schema)}, {QuotedColumn} bigint not null)");
        }

        connection.Execute($"create table {Heads} (partition varchar primary key, id bigint, version varchar not null, fence bigint not null, rows bigint, data_version varchar, run_id varchar not null, published_at timestamptz not null)");
    }

    /// <summary>The columns that readers see, quoted.</summary>
    public IReadOnlyList<string> Columns(DuckDbConnection connection)
    {
        using var statement = connection.Prepare($"from {Rows}");
        return [.. statement.Columns.Where(column => column.Name != Column).Select(column => StoreLayout.Quote(column.Name))];
    }

    /// <summary>What is published of it, as a query: for its public name, which shows at any time what is published then.</summary>
    public string Published(DuckDbConnection connection) =>
        $"select {string.Join(", ", Columns(connection).Select(column => $"_r.{column}"))} from {Rows} _r join {Heads} _h on _h.id = _r.{QuotedColumn}";

    /// <summary>Drops what a version is made of, whatever is staged in it.</summary>
    /// <param name="connection">The connection, in a transaction.</param>
    /// <param name="relation">The version's table.</param>
    public static void Drop(DuckDbConnection connection, string relation)
    {
        connection.Execute(
            $"delete from {StoreLayout.Schema}.artifacts where version in (select version from {HeadsOf(relation)} union all select version from {StoreLayout.Schema}.slices where relation = $1)", relation);
        connection.Execute($"drop table if exists {StoreLayout.Relation(relation)}");
        connection.Execute($"drop table {HeadsOf(relation)}");
        connection.Execute($"delete from {StoreLayout.Schema}.slices where relation = $1", relation);
    }
}
