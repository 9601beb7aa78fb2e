namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>Columns without any rows.</summary>
internal static class NoRows
{
    /// <summary>For behind <c>from</c>.</summary>
    /// <param name="columns">The columns, with DuckDB's names of their types.</param>
    public static string Of(IEnumerable<(string Name, string Type)> columns) =>
        $"(select {string.Join(", ", columns.Select(column => $"cast(null as {column.Type}) as {StoreLayout.Quote(column.Name)}"))} where false)";

    /// <summary>Those of a contract.</summary>
    public static string Of(RowSchema schema) => Of(schema.Columns.Select(column => (column.Name, ColumnMatch.Name(column))));
}
