using System.Globalization;
using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Store;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>Writes one Parquet file, or a Hive folder tree of them.</summary>
internal sealed class ParquetExport : DuckDbExport
{
    private const long WholeGroup = 122_880;

    private readonly ParquetOptions _options;
    private readonly ColumnSchema[] _partitions;

    public ParquetExport(string path, RowSchema schema, ParquetOptions options)
        : base("Parquet", path, isFolder: options.PartitionBy.Count > 0)
    {
        _options = options;
        _partitions = [.. options.PartitionBy.Select(member => Find(schema, member)).Distinct()];
        if (_partitions.Length == schema.Columns.Count)
        {
            throw new DataplatformException($"All columns of '{schema.Name}' are in PartitionBy, so that nothing would be left for the files. Leave one out.");
        }
    }

    protected override long Prepare(DuckDbConnection connection, string table, long rowsAtOnce)
    {
        foreach (var column in _partitions.Where(column => column.Type.Kind == ColumnKind.Text))
        {
            if (connection.Query($"select 1 from {table} where {ColumnMatch.Quote(column)} = '{HiveFolder.Missing}' limit 1").Count > 0)
            {
                throw new DataplatformException($"Column '{column.Name}' holds the text '{HiveFolder.Missing}', which as a folder's name stands for a missing value. Write another text in its place.");
            }
        }

        // So that the rows of a partition keep their order, and do not fall into many small files; and because several threads
        // make groups of a table's whole parts, however long their rows are.
        if (_partitions.Length == 0)
        {
            return rowsAtOnce < WholeGroup ? connection.Execute("set threads = 1") : 0;
        }

        return connection.Execute(string.Create(
            CultureInfo.InvariantCulture,
            $"set threads = 1; set partitioned_write_max_open_files = 500; set partitioned_write_flush_threshold = {Math.Clamp(4 * rowsAtOnce, RowCodec.BatchSize, 524_288)}"));
    }

    // The names of files are ordered by time, and never those of an earlier export: who still reads the older folder while it
    // is replaced misses a file, which is an error, and gets none of the new ones in its place.
    protected override string Copy(RowSchema schema, string table, string target, long rowsAtOnce)
    {
        var codec = _options.Compression switch
        {
            ParquetCompression.Snappy => "snappy",
            ParquetCompression.Gzip => "gzip",
            ParquetCompression.None => "uncompressed",
            _ => "zstd",
        };
        var tree = _partitions.Length == 0 ? "" : $", partition_by ({string.Join(", ", _partitions.Select(ColumnMatch.Quote))}), filename_pattern '{{uuidv7}}'";
        var group = Math.Clamp(rowsAtOnce, RowCodec.BatchSize, WholeGroup);
        return string.Create(CultureInfo.InvariantCulture, $"copy (select {string.Join(", ", schema.Columns.Select(Value))} from {table}) to {target} (format parquet, compression {codec}, row_group_size {group}{tree})");
    }

    protected override string? Diagnose(DuckDbConnection connection, RowSchema schema, string table) =>
        ParquetForm.TooLong(connection, $"from {table}", [], schema) is { Count: > 0 } places ? ParquetForm.Describe(places) : null;

    private static ColumnSchema Find(RowSchema schema, string member)
    {
        var column = schema.Columns.FirstOrDefault(column => column.Member == member) ?? throw new DataplatformException(
            $"'{schema.Name}' has no member '{member}' to partition by.{NearestName.Suggestion(member, schema.Columns.Select(column => column.Member))}");
        return column.Type.Kind is ColumnKind.Bytes or ColumnKind.Interval || column.Type.Fields.Count > 0
            ? throw new DataplatformException($"'{schema.Name}.{member}' holds {What(column.Type.Kind)}, which cannot name a folder. Partition by another member.")
            : column;

        static string What(ColumnKind kind) => kind == ColumnKind.Bytes ? "bytes" : kind == ColumnKind.Interval ? "lengths of time" : "values within values";
    }

    private static string Value(ColumnSchema column)
    {
        var name = ColumnMatch.Quote(column);
        var value = ParquetForm.ToFile(ColumnTypes.ToDuckDb(column.Type), name);
        return value == name ? name : $"{value} as {name}";
    }
}
