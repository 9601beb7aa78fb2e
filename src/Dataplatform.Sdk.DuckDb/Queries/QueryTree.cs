using System.Text.Json;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Queries;

/// <summary>Reads queries as DuckDB reads them, without binding or running anything.</summary>
internal static class QueryTree
{
    // As deep as DuckDB's own parser goes, and each of its levels is a few of these.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 20_000 };

    /// <summary>The node of the only query in a text.</summary>
    /// <exception cref="QuerySyntaxException">It is no query, or there are several.</exception>
    public static ParseNode Parse(DuckDbConnection connection, string sql)
    {
        var root = new ParseNode(Read(Scalar(connection, $"select json_serialize_sql({Literal(sql)})")));
        if (root.Flag("error"))
        {
            throw new QuerySyntaxException(root.Text("error_message"), int.TryParse(root.Text("position"), out var at) ? at : null);
        }

        var statements = root.Children("statements");
        return statements.Count == 1
            ? statements[0]["node"]
            : throw new QuerySyntaxException($"there are {statements.Count} statements where one query is expected", null);
    }

    /// <summary>An expression as DuckDB writes it, which is also the name of a column that nobody has named.</summary>
    public static string TextOf(DuckDbConnection connection, ParseNode expression)
    {
        const string Before = "SELECT ";
        var node = $$"""
            {"error":false,"statements":[{"node":{"type":"SELECT_NODE","modifiers":[],"cte_map":{"map":[]},"select_list":[{{expression.Json}}],"from_table":{"type":"EMPTY","alias":"","sample":null},
            "where_clause":null,"group_expressions":[],"group_sets":[],"aggregate_handling":"STANDARD_HANDLING","having":null,"sample":null,"qualify":null},"named_param_map":[]}]}
            """;
        var text = Scalar(connection, $"select json_deserialize_sql({Literal(node)}::json)");
        return text.StartsWith(Before, StringComparison.Ordinal) ? text[Before.Length..].Trim() : text;
    }

    private static string Scalar(DuckDbConnection connection, string sql) => (string)connection.Query(sql)[0][0]!;

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static JsonElement Read(string json)
    {
        using var document = JsonDocument.Parse(json, Deep);
        return document.RootElement.Clone();
    }
}
