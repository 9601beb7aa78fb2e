using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Store;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>Writes one Parquet file. All that is not complete is in a hidden folder beside it, which always goes away.</summary>
internal sealed class ParquetExport
{
    private const string Stage = "stage";

    private readonly string _path;
    private readonly RowSchema _schema;

    public ParquetExport(string path, RowSchema schema)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = Path.GetFullPath(path);
        _schema = schema;
        if (Directory.Exists(_path))
        {
            throw new DataplatformException($"'{_path}' is a folder, so no Parquet file can be written there. Name a file in it.");
        }

        if (ValuePlace.Of(schema).FirstOrDefault(place => place.Schema.Type.Kind == ColumnKind.Interval) is { } interval)
        {
            throw new DataplatformException(
                $"Column '{interval.Path}' ('{interval.Member}') is a length of time, which Parquet cuts to milliseconds. Export it as a number, of ticks or seconds.");
        }
    }

    /// <summary>Writes the rows.</summary>
    /// <returns>How many there are.</returns>
    /// <exception cref="DataplatformException">The file cannot be written.</exception>
    public async Task<long> WriteAsync<T>(IAsyncEnumerable<T> rows, RowCodec<T> codec, CancellationToken cancellationToken)
    {
        string? folder = null;
        try
        {
            var parent = Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            folder = parent.CreateSubdirectory($".{Path.GetFileName(_path)}.{Guid.NewGuid():N}").FullName;
            var complete = Path.Combine(folder, "complete.parquet");
            var count = await WriteAsync(folder, complete, rows, codec, cancellationToken);
            File.Move(complete, _path, overwrite: true);
            return count;
        }
        catch (Exception e) when (e is DuckDbException or UnauthorizedAccessException || (e is IOException && folder is null))
        {
            throw new DataplatformException($"The Parquet file '{_path}' cannot be written, and nothing has changed there. {e.Message.Split('\n')[0]}", e);
        }
        finally
        {
            Remove(folder);
        }
    }

    private async Task<long> WriteAsync<T>(string folder, string target, IAsyncEnumerable<T> rows, RowCodec<T> codec, CancellationToken cancellationToken)
    {
        using var database = DuckDbDatabase.Open(new DuckDbOpenOptions { Path = Path.Combine(folder, "rows.duckdb") });
        using var connection = database.Connect();
        connection.Execute("set TimeZone = 'UTC'");
        var columns = _schema.Columns.Select(column => $"{ColumnMatch.Quote(column)} {ColumnMatch.Name(column)}{(column.IsNullable ? "" : " not null")}");
        connection.Execute($"create table {Stage} ({string.Join(", ", columns)})");
        connection.Execute("begin");
        var (count, _) = await RowAppender.AppendAsync(connection, "main", Stage, codec, rows, cancellationToken);
        connection.Execute("commit");

        var list = string.Join(", ", _schema.Columns.Select(Value));
        using var copy = connection.Prepare($"copy (select {list} from {Stage}) to {CsvColumn.Quote(target)} (format parquet, compression zstd)");
        await Task.Run(() => copy.Execute(cancellationToken), cancellationToken);
        return count;
    }

    private static string Value(ColumnSchema column)
    {
        var held = Held(column.Type);
        return held == column.Type
            ? ColumnMatch.Quote(column)
            : $"cast({ColumnMatch.Quote(column)} as {DuckDbDialect.Instance.TypeName(held)}) as {ColumnMatch.Quote(column)}";
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

    private static void Remove(string? folder)
    {
        try
        {
            if (folder is not null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (IOException)
        {
            // What went wrong before is the error to report.
        }
    }
}
