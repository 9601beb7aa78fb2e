using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.Lineage;

namespace Dataplatform.Sdk.DuckDb.Queries.Lineage;

/// <summary>
/// Lineage from DuckDB's own parse tree. The query is also bound on empty tables: DuckDB says which columns the result has, and
/// what was read from the tree is trusted only where it says the same.
/// </summary>
internal sealed class DuckDbQueryLineage : IQueryLineage
{
    private readonly Lock _lock = new();
    private DuckDbDatabase? _database;
    private DuckDbConnection? _connection;
    private FunctionNames? _functions;

    /// <summary>The one of this process. It has a database in memory once it was asked.</summary>
    public static DuckDbQueryLineage Shared { get; } = new();

    public RowLineage Resolve(string query, IReadOnlyList<LineageTable> tables)
    {
        lock (_lock)
        {
            _database ??= DuckDbDatabase.Open(new DuckDbOpenOptions { Settings = new Dictionary<string, string> { ["threads"] = "1" } });
            _connection ??= _database.Connect();
            _functions ??= new FunctionNames(_connection);
            using var empty = new EmptyTables(_connection, tables);
            try
            {
                return Resolve(_connection, query, tables, empty, _functions);
            }
            finally
            {
                if (empty.HasCatalogs)
                {
                    Close();
                }
            }
        }
    }

    private static RowLineage Resolve(DuckDbConnection connection, string query, IReadOnlyList<LineageTable> tables, EmptyTables empty, FunctionNames functions)
    {
        IReadOnlyList<DuckDbColumn> bound;
        ParseNode tree;
        try
        {
            tree = QueryTree.Parse(connection, query);
        }
        catch (QuerySyntaxException refused)
        {
            return Undecided(Columns(empty, query), tables, Reason(refused));
        }

        try
        {
            bound = empty.Bind(query);
        }
        catch (DuckDbException refused)
        {
            return new RowLineage([], [], [$"DuckDB refuses the query: {refused.Message.Split('\n')[0]}"]);
        }

        var context = new ResolverContext(connection, query, tables, functions);
        var relation = context.Queries.Read(tree, new Scope { Tables = new CommonTables(null) });
        return relation.Unknown is null && relation.Columns.Count != bound.Count
            ? Undecided(bound, tables, $"its columns could not all be followed ({relation.Columns.Count} of {bound.Count})")
            : new RowLineage([.. bound.Select((column, i) => Column(column.Name, i, bound.Count, relation))], relation.Rows.ToEdges(), context.Doubts);
    }

    private static string Reason(QuerySyntaxException refused) => refused.Message.StartsWith("Only SELECT", StringComparison.Ordinal)
        ? "DuckDB has no parse tree for it; the columns of a pivot must be written out: in ('x', 'y')"
        : $"it cannot be parsed: {refused.Message}";

    private static ColumnLineage Column(string name, int place, int count, Relation relation)
    {
        var found = relation.Columns.Count == count ? relation.Columns[place] : relation.Find(name);
        return new ColumnLineage(name, found?.Value.Sources.ToEdges() ?? relation.Unknown!.ToEdges());
    }

    // What the parse tree cannot say, such as a pivot whose columns are in the data, may still be bound.
    private static IReadOnlyList<DuckDbColumn> Columns(EmptyTables empty, string query)
    {
        try
        {
            return empty.Bind(query);
        }
        catch (DuckDbException)
        {
            return [];
        }
    }

    private static RowLineage Undecided(IReadOnlyList<DuckDbColumn> columns, IReadOnlyList<LineageTable> tables, string reason)
    {
        var all = tables.SelectMany(table => table.Columns.Select(column => new SourceColumn(table.Name, column.Name))).Order().ToList();
        LineageEdge[] edges = [.. all.Select(column => new LineageEdge(column, LineageUse.Value))];
        return new RowLineage(
            [.. columns.Select(column => new ColumnLineage(column.Name, edges))],
            [.. all.Select(column => new LineageEdge(column, LineageUse.Filter))],
            [reason]);
    }

    private void Close()
    {
        _connection?.Dispose();
        _database?.Dispose();
        _connection = null;
        _database = null;
    }
}
