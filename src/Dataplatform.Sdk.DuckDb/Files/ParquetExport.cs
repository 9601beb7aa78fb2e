using Dataplatform.Sdk.DuckDb.Store;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>Writes one Parquet file.</summary>
internal sealed class ParquetExport : DuckDbExport
{
    public ParquetExport(string path, RowSchema schema)
        : base("Parquet", path)
    {
        if (schema.Columns.FirstOrDefault(column => column.Type.Kind == ColumnKind.Interval) is { } interval)
        {
            throw new DataplatformException(
                $"Column '{interval.Name}' ('{schema.Name}.{interval.Member}') is a length of time, which Parquet cuts to milliseconds. Export it as a number, of ticks or seconds.");
        }
    }

    protected override string Copy(RowSchema schema, string table, string target) =>
        $"copy (select {string.Join(", ", schema.Columns.Select(Value))} from {table}) to {target} (format parquet, compression zstd)";

    // Parquet has no integer of 128 bits, and DuckDB would write a double.
    private static string Value(ColumnSchema column) => column.Type.Kind == ColumnKind.Int128
        ? $"cast({ColumnMatch.Quote(column)} as decimal(38, 0)) as {ColumnMatch.Quote(column)}"
        : ColumnMatch.Quote(column);
}
