using System.Globalization;
using System.Text.Json;
using Dataplatform.Sdk.Lineage;

namespace Dataplatform.Sdk.DuckDb.Tests.Queries.Lineage;

/// <summary>The tables and queries of the lineage tests.</summary>
internal static class LineageData
{
    private static readonly ColumnType Int = new(ColumnKind.Int32);
    private static readonly ColumnType Text = new(ColumnKind.Text);

    /// <summary>The tables of the cases that were checked by hand.</summary>
    public static IReadOnlyList<LineageTable> Tables { get; } =
    [
        new("t", [
            Column("id", Int), Column("k", Int), Column("a", Int), Column("b", Int), Column("c", Int), Column("s", Text), Column("d", new(ColumnKind.Date)),
            Column("l", ColumnType.List(Column("element", Int))),
            Column("st", ColumnType.Struct([Column("x", Int), Column("y", Int)])),
            Column("items", ColumnType.List(Column("element", ColumnType.Struct([Column("p", Int), Column("q", Int)])))),
            Column("j", Text),
        ]),
        new("u", [Column("id", Int), Column("k", Int), Column("a", Int), Column("x", Int), Column("y", Int), Column("s", Text)]),
        new("v", [Column("k", Int), Column("w", Int), Column("z", Int)]),
    ];

    public static string Read(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Queries", "Data", file));

    /// <summary>The tables of <c>tpch</c>, <c>tpcds</c> or <c>jaffle</c>.</summary>
    public static IReadOnlyList<LineageTable> TablesOf(string schema)
    {
        using var document = JsonDocument.Parse(Read("sqlglot-schemas.json"));
        return schema == "jaffle" ? Jaffle : [.. document.RootElement.GetProperty(schema).EnumerateObject().Select(table =>
            new LineageTable(table.Name, [.. table.Value.EnumerateObject().Select(column => Column(column.Name, TypeOf(column.Name, column.Value.GetString()!)))]))];
    }

    /// <summary>The queries of a file in which each ends with a semicolon and begins with a comment that names it.</summary>
    public static IReadOnlyList<(string Name, string Sql)> QueriesOf(string file) =>
    [
        .. Read(file).Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(text => text.Split('\n', 2))
            .Select(parts => (parts[0].TrimStart('-', ' '), parts[1])),
    ];

    /// <summary>The queries of <c>tpch</c> or <c>tpcds</c>, by the names that sqlglot's cases have.</summary>
    public static IReadOnlyList<(string Name, string Sql)> TpcOf(string schema) =>
        [.. QueriesOf($"{schema}.sql").Select(query => ($"{schema}-{int.Parse(query.Name.Split(' ')[1], CultureInfo.InvariantCulture):00}", query.Sql))];

    private static IReadOnlyList<LineageTable> Jaffle { get; } =
    [
        In("stg_orders", "order_id", "customer_id", "order_date", "status"),
        In("stg_payments", "payment_id", "order_id", "payment_method", "amount"),
        In("raw_orders", "id", "user_id", "order_date", "status"),
    ];

    private static LineageTable In(string name, params string[] columns) =>
        new(name, [.. columns.Select(column => Column(column, column is "status" or "payment_method" ? Text : column == "order_date" ? new(ColumnKind.Date) : Int))]) { Qualifiers = ["jaffle", "jaffle"] };

    // sqlglot has dates as texts, which its queries cast.
    private static ColumnType TypeOf(string column, string type) => type switch
    {
        "bigint" => new(ColumnKind.Int64),
        "int" => Int,
        "double" => new(ColumnKind.Double),
        _ when column.EndsWith("date", StringComparison.Ordinal) => new(ColumnKind.Date),
        _ => Text,
    };

    private static ColumnSchema Column(string name, ColumnType type) => new(name, type, IsNullable: true, name);
}
