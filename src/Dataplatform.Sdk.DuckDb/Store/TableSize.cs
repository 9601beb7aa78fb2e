using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>
/// The size of a table's values: fixed-width columns by their width, texts and bytes by their length. It is what the data
/// weighs, not what DuckDB's compression leaves of it, and so the same however the rows came.
/// </summary>
internal static class TableSize
{
    /// <summary>The size when the bytes of all texts are known.</summary>
    public static long Of(RowSchema schema, long rows, long textBytes) =>
        textBytes + (rows * schema.Columns.Where(column => !IsText(column)).Sum(column => (long)ColumnTypes.Width(column.Type)));

    /// <summary>The size of a table; scans its texts, if it has any.</summary>
    public static long Of(DuckDbConnection connection, string relation, RowSchema schema, long rows)
    {
        var lengths = schema.Columns.Where(IsText).Select(column =>
            $"coalesce(sum({(column.Type.Kind == ColumnKind.Text ? "strlen" : "octet_length")}({StoreLayout.Quote(column.Name)})), 0)").ToArray();
        var texts = lengths.Length == 0 || rows == 0
            ? 0L
            : (long)connection.Query($"select ({string.Join(" + ", lengths)})::bigint from {relation}")[0][0]!;
        return Of(schema, rows, texts);
    }

    private static bool IsText(ColumnSchema column) => column.Type.Kind is ColumnKind.Text or ColumnKind.Bytes;
}
