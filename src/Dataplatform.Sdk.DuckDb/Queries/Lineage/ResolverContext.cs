using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.Lineage;

namespace Dataplatform.Sdk.DuckDb.Queries.Lineage;

/// <summary>What the parts of the resolver share while one query is read.</summary>
internal sealed class ResolverContext(DuckDbConnection connection, string sql, IReadOnlyList<LineageTable> tables, FunctionNames functions)
{
    private readonly List<string> _doubts = [];

    public FunctionNames Functions => functions;

    public IReadOnlyList<string> Doubts => _doubts;

    public ExpressionReader Expressions => field ??= new ExpressionReader(this);

    public SelectList SelectLists => field ??= new SelectList(this);

    public FromReader Tables => field ??= new FromReader(this);

    public PivotReader Pivots => field ??= new PivotReader(this);

    public QueryReader Queries => field ??= new QueryReader(this);

    /// <summary>The input of a name; null if it is none.</summary>
    public LineageTable? Input(string name, IReadOnlyList<string> qualifiers) => tables.FirstOrDefault(table =>
        table.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
        && qualifiers.Count <= table.Qualifiers.Count
        && qualifiers.Reverse().Zip(table.Qualifiers.Reverse(), (one, other) => one.Equals(other, StringComparison.OrdinalIgnoreCase)).All(same => same));

    /// <summary>Everything that the query could come from.</summary>
    public SourceSet Everything() => tables.SelectMany(table => table.Columns.Select(column => new SourceColumn(table.Name, column.Name)))
        .Aggregate(new SourceSet(), (all, column) => all.Add(column, LineageUse.Value));

    /// <summary>Notes what cannot be told, once, with its place.</summary>
    public void Doubt(string reason, ParseNode at)
    {
        var place = at.Position is { } position && QueryPlace.At(sql, position) is var (line, column) ? $"line {line}, column {column}: " : string.Empty;
        if (!_doubts.Contains(place + reason, StringComparer.Ordinal))
        {
            _doubts.Add(place + reason);
        }
    }

    /// <summary>An expression as DuckDB writes it.</summary>
    public string TextOf(ParseNode expression) => QueryTree.TextOf(connection, expression);

    /// <summary>The columns that an expression such as <c>columns('a.*')</c> makes of others, by name.</summary>
    public IReadOnlyList<string> Match(ParseNode star, IReadOnlyList<string> columns, string table)
    {
        if (columns.Count == 0)
        {
            return [];
        }

        var list = string.Join(", ", columns.Select(column => $"null as {Quote(column)}"));
        using var statement = connection.Prepare($"select {TextOf(star)} from (select {list}) as {Quote(table.Length == 0 ? "t" : table)}");
        return [.. statement.Columns.Select(column => column.Name)];
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
