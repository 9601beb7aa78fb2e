using System.Globalization;
using System.Text.RegularExpressions;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.Lineage;

namespace Dataplatform.Sdk.DuckDb.Tests.Queries.Lineage;

/// <summary>
/// The oracle that knows nothing of SQL: it fills tables with random rows, runs a query, changes one column of one table, and runs
/// the query again. Only what lineage reaches from that column may have changed.
/// </summary>
internal sealed class Perturbation : IDisposable
{
    // The order in which tables are joined must not hang on what their columns hold.
    private const string Settings = """
        set disabled_optimizers = 'join_order,build_side_probe_side,statistics_propagation,join_filter_pushdown,sampling_pushdown,top_n_window_elimination';
        set scalar_subquery_error_on_multiple_rows = false;
        set preserve_insertion_order = true;
        """;

    private readonly DuckDbDatabase _database = DuckDbDatabase.Open(new DuckDbOpenOptions { Settings = new Dictionary<string, string> { ["threads"] = "1" } });
    private readonly DuckDbConnection _connection;
    private readonly IReadOnlyList<LineageTable> _tables;
    private readonly Dictionary<SourceColumn, List<string>> _values = [];
    private readonly Random _random;
    private readonly string _sql;
    private readonly bool _readsAll;

    // Where many tables are joined, few rows with few values meet often enough, and are not too many together.
    private readonly int _rows;
    private readonly int _numbers;

    public Perturbation(string sql, IReadOnlyList<LineageTable> tables, int seed)
    {
        _sql = sql;
        _random = new Random(seed);
        _tables = [.. tables.Where(table => Regex.IsMatch(sql, $@"\b{table.Name}\b", RegexOptions.IgnoreCase))];
        (_rows, _numbers) = _tables.Count > 2 ? (6, 2) : (14, 5);
        _readsAll = Regex.IsMatch(Regex.Replace(sql, @"count\(\*\)", string.Empty, RegexOptions.IgnoreCase), @"\*\s*(,|\)|from|exclude|replace|rename|like|$)|^\s*(from|pivot|unpivot)|columns\(|natural|query_table|#|select [tv] ", RegexOptions.IgnoreCase);
        _connection = _database.Connect();
        _connection.Execute(Settings);
        foreach (var catalog in _tables.Where(table => table.Qualifiers.Count == 2).Select(table => table.Qualifiers[0]).Distinct())
        {
            _connection.Execute($"attach ':memory:' as {catalog}; create schema if not exists {catalog}.{catalog}");
        }

        foreach (var table in _tables)
        {
            foreach (var column in table.Columns)
            {
                _values[new SourceColumn(table.Name, column.Name)] = Draw(column);
            }

            Fill(table);
        }
    }

    /// <summary>What changed although lineage does not reach it, in words; and how often anything changed at all.</summary>
    public (List<string> Mistakes, int Changes) Check(RowLineage lineage)
    {
        var mistakes = new List<string>();
        var changes = 0;
        var before = Run(lineage.Columns.Count);
        var rows = lineage.Rows.Select(edge => edge.Source).ToHashSet();
        foreach (var table in _tables)
        {
            foreach (var column in table.Columns)
            {
                var source = new SourceColumn(table.Name, column.Name);
                var reached = lineage.Columns.Select(result => result.Edges.Any(edge => edge.Source == source)).ToList();
                if (rows.Contains(source) || !(reached.Contains(true) || Mentions(column.Name)))
                {
                    // It may change everything; or the query does not know that it exists.
                    continue;
                }

                _values[source] = Draw(column);
                Fill(table);
                var after = Run(lineage.Columns.Count);
                if (before.Count != after.Count)
                {
                    mistakes.Add($"{source} changed the number of rows from {before.Count} to {after.Count}");
                    before = after;
                    continue;
                }

                var mistaken = Enumerable.Range(0, reached.Count).Where(i => !reached[i] && Differ(before, after, [i])).ToList();
                var unreached = Enumerable.Range(0, reached.Count).Where(i => !reached[i]).ToList();
                mistakes.AddRange(mistaken.Select(i => $"{source} changed '{lineage.Columns[i].Name}'"));
                if (mistaken.Count == 0 && Differ(before, after, unreached))
                {
                    mistakes.Add($"{source} changed which values stand beside each other");
                }

                changes += Differ(before, after, [.. Enumerable.Range(0, reached.Count)]) ? 1 : 0;
                before = after;
            }
        }

        return (mistakes, changes);
    }

    /// <summary>Whether the query finds anything in these tables.</summary>
    public bool Finds(int columns) => Run(columns).Exists(row => row.Any(cell => cell is not (null or "0")));

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    // Without an order, rows come in any: a window alone may turn them around.
    private static bool Differ(List<string?[]> before, List<string?[]> after, List<int> columns)
    {
        return !Rows(before).SequenceEqual(Rows(after), StringComparer.Ordinal);

        IEnumerable<string> Rows(List<string?[]> rows) => rows.Select(row => string.Join('\u001f', columns.Select(i => row[i] ?? "\u0000"))).Order(StringComparer.Ordinal);
    }

    private bool Mentions(string column) => _readsAll || Regex.IsMatch(_sql, $@"\b{column}\b", RegexOptions.IgnoreCase);

    private List<string?[]> Run(int columns)
    {
        var names = Enumerable.Range(0, columns).Select(i => $"c{i}").ToList();
        var sql = $"select {string.Join(", ", names.Select(name => $"{name}::varchar"))} from (\n{_sql.Replace("$1", "1", StringComparison.Ordinal).Replace("$2", "'x'", StringComparison.Ordinal)}\n) as q({string.Join(", ", names)})";
        return [.. _connection.Query(sql).Select(row => row.Select(cell => (string?)cell).ToArray())];
    }

    private void Fill(LineageTable table)
    {
        var name = string.Join('.', table.Qualifiers.Append(table.Name));
        var columns = string.Join(", ", table.Columns.Select(column => $"{column.Name} {TypeName(column.Type)}"));
        var rows = Enumerable.Range(0, _rows).Select(row => $"({string.Join(", ", table.Columns.Select(column => _values[new SourceColumn(table.Name, column.Name)][row]))})");
        _connection.Execute($"create or replace table {name} ({columns}); insert into {name} values {string.Join(", ", rows)}");
    }

    private List<string> Draw(ColumnSchema column)
    {
        if (column.Name == "j")
        {
            return [.. Enumerable.Range(0, _rows).Select(row => $"'{{\"p\": {_random.Next(5)}, \"q\": {_random.Next(5)}}}'")];
        }

        var near = Literals(column.Name);
        return [.. Enumerable.Range(0, _rows).Select(_ => $"{Value(column.Type, near)}::{TypeName(column.Type)}")];
    }

    // What a query compares a column with, so that some rows pass its filters.
    private List<string> Literals(string column) =>
    [
        .. Regex.Matches(_sql, $@"\b{column}\b[^;]{{0,80}}", RegexOptions.IgnoreCase)
            .SelectMany(match => Regex.Matches(match.Value, @"'[^'\n]*'|\b\d+(\.\d+)?\b").Select(literal => literal.Value)).Distinct(),
    ];

    private string Value(ColumnType type, List<string> near)
    {
        var number = _random.Next(0, _numbers).ToString(CultureInfo.InvariantCulture);
        var literal = near.Count == 0 ? null : _random.Next(20) switch { < 14 => near[0], < 18 => near[_random.Next(near.Count)], _ => null };
        return type.Kind switch
        {
            ColumnKind.Int32 or ColumnKind.Int64 => literal is [not '\'', ..] and { Length: < 9 } && !literal.Contains('.', StringComparison.Ordinal) ? literal : number,
            ColumnKind.Double => ((literal is [not '\'', ..] ? double.Parse(literal, CultureInfo.InvariantCulture) : 0) + (_random.Next(0, 200) / 8.0)).ToString(CultureInfo.InvariantCulture),
            ColumnKind.Date => literal is ['\'', ..] && DateOnly.TryParse(literal.Trim('\''), CultureInfo.InvariantCulture, out var date) ? $"'{date.AddDays(_random.Next(2) == 0 ? _random.Next(0, 20) : _random.Next(-120, 0)):yyyy-MM-dd}'" : $"(date '2000-01-01' + {_random.Next(0, 900)})",
            ColumnKind.List => $"[{string.Join(", ", Enumerable.Range(0, _random.Next(0, 4)).Select(_ => Value(type.Fields[0].Type, [])))}]",
            ColumnKind.Struct => $"{{{string.Join(", ", type.Fields.Select(field => $"'{field.Name}': {Value(field.Type, [])}"))}}}",
            _ => literal is ['\'', ..] ? literal.Replace("%", "1", StringComparison.Ordinal) : $"'{"xyz"[_random.Next(3)]}{(_random.Next(2) == 0 ? string.Empty : number)}'",
        };
    }

    private static string TypeName(ColumnType type) => type.Kind switch
    {
        ColumnKind.Int32 => "integer",
        ColumnKind.Int64 => "bigint",
        ColumnKind.Double => "double",
        ColumnKind.Date => "date",
        ColumnKind.List => $"{TypeName(type.Fields[0].Type)}[]",
        ColumnKind.Struct => $"struct({string.Join(", ", type.Fields.Select(field => $"{field.Name} {TypeName(field.Type)}"))})",
        _ => "varchar",
    };
}
