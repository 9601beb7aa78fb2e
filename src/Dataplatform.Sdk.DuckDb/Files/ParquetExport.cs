using System.Globalization;
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
        if (ValuePlace.Of(schema).FirstOrDefault(place => place.Schema.Type.Kind == ColumnKind.Interval) is { } interval)
        {
            throw new DataplatformException(
                $"Column '{interval.Path}' ('{interval.Member}') is a length of time, which Parquet cuts to milliseconds. Export it as a number, of ticks or seconds.");
        }

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

    private static ColumnSchema Find(RowSchema schema, string member)
    {
        var column = schema.Columns.FirstOrDefault(column => column.Member == member) ?? throw new DataplatformException(
            $"'{schema.Name}' has no member '{member}' to partition by.{NearestName.Suggestion(member, schema.Columns.Select(column => column.Member))}");
        return column.Type.Kind == ColumnKind.Bytes
            ? throw new DataplatformException($"'{schema.Name}.{member}' holds bytes, which cannot name a folder. Partition by another member.")
            : column;
    }

    private static string Value(ColumnSchema column)
    {
        var held = Held(column.Type);
        return held == column.Type
            ? ColumnMatch.Quote(column)
            : $"cast({ColumnMatch.Quote(column)} as {ColumnMatch.Name(column with { Type = held })}) as {ColumnMatch.Quote(column)}";
    }

    // Parquet has no integer of 128 bits, and DuckDB would write a double.
    private static ColumnType Held(ColumnType type) => type.Kind switch
    {
        ColumnKind.Int128 or ColumnKind.UInt128 => ColumnType.Decimal(38, 0),
        ColumnKind.List => ColumnType.List(Held(type.Fields[0])),
        ColumnKind.Map => ColumnType.Map(Held(type.Fields[0]), Held(type.Fields[1])),
        ColumnKind.Struct => ColumnType.Struct([.. type.Fields.Select(Held)]),
        _ => type,
    };

    private static ColumnSchema Held(ColumnSchema field) => field with { Type = Held(field.Type) };
}
