using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Store;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>A Parquet file, read by the contract's column names.</summary>
internal sealed class ParquetFile : SourceFile
{
    private readonly RowSchema _schema;
    private ColumnMatch? _match;

    private ParquetFile(string path, RowSchema schema)
        : base(path) => _schema = schema;

    // Said in full, because DuckDB would take a folder named a=b for a column.
    private string Source => $"read_parquet({CsvColumn.Quote(SourcePath.Literally(Path))}, hive_partitioning = false)";

    /// <summary>
    /// The files of a path or pattern, in order. Each is a query of its own: read together, DuckDB would turn the values of
    /// the others into the types of the first.
    /// </summary>
    /// <exception cref="DataplatformException">There is none.</exception>
    public static IReadOnlyList<ParquetFile> Find(DuckDbConnection connection, string path, RowSchema schema)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = System.IO.Path.GetFullPath(path);
        if (File.Exists(full))
        {
            return [new ParquetFile(full, schema)];
        }

        if (full.AsSpan().IndexOfAny('*', '?', '[') < 0)
        {
            throw SourcePath.NotThere("Parquet", full);
        }

        var found = connection.Query("select file from glob($1) order by file", full);
        return found.Count > 0
            ? [.. found.Select(row => new ParquetFile((string)row[0]!, schema))]
            : throw new DataplatformException($"No file matches '{full}'.");
    }

    /// <inheritdoc/>
    public override DuckDbStatement Prepare(DuckDbConnection connection)
    {
        using (var all = Explain(() => connection.Prepare($"from {Source}")))
        {
            _match = ColumnMatch.Of(_schema, all.Columns, $"The Parquet file '{Path}'", allowExtra: true);
        }

        return Explain(() => connection.Prepare($"select {_match.Projection()} from {Source}"));
    }

    /// <inheritdoc/>
    public override T Explain<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (DuckDbException e) when (e.Kind is DuckDbErrorKind.Conversion or DuckDbErrorKind.OutOfRange && Overflowing() is { Count: > 0 } places)
        {
            var named = places.Select(place => $"column '{place.Path}' holds a value that is no {place.TypeName} ('{place.Member}')");
            throw new DataplatformException($"The Parquet file '{Path}' does not fit: {string.Join("; ", named)}. Give the member a wider type.", e);
        }
        catch (DuckDbException e)
        {
            throw new DataplatformException($"The Parquet file '{Path}' cannot be read. {e.Message.Split('\n')[0]}", e);
        }
    }

    // On a connection of its own, because the stream's is open.
    private List<ValuePlace> Overflowing()
    {
        if (_match is not { Narrowed.Count: > 0 } match)
        {
            return [];
        }

        try
        {
            using var database = DuckDbDatabase.Open(new DuckDbOpenOptions());
            using var connection = database.Connect();
            var flags = connection.Query(match.Probe($"from {Source}"))[0];
            return [.. match.Narrowed.Where((_, i) => flags[i] is true)];
        }
        catch (DuckDbException)
        {
            return [];
        }
    }
}
