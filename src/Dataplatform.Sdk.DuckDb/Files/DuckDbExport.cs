using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Store;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>A file that DuckDB writes. The rows wait in a database on the disk, because DuckDB asks for them when it likes.</summary>
/// <param name="format">The format's name: <c>CSV</c>.</param>
/// <param name="path">The file or folder.</param>
/// <param name="isFolder">Whether it is a folder.</param>
internal abstract class DuckDbExport(string format, string path, bool isFolder = false) : FileExport(format, path, isFolder)
{
    private const string Stage = "stage";

    // However many rows there are, no more of them than this is kept in memory.
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["memory_limit"] = "1GB",
        ["threads"] = Math.Min(Environment.ProcessorCount, 4).ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>Prepares the writing, when the rows are there.</summary>
    /// <param name="connection">Writes the rows.</param>
    /// <param name="table">The table that holds the rows.</param>
    /// <param name="rowsAtOnce">The rows that may be in memory at once.</param>
    /// <returns>How many settings were made; of no interest.</returns>
    protected virtual long Prepare(DuckDbConnection connection, string table, long rowsAtOnce) => 0;

    /// <summary>The statement that writes the rows.</summary>
    /// <param name="schema">The contract.</param>
    /// <param name="table">The table that holds the rows.</param>
    /// <param name="target">The file, as SQL.</param>
    /// <param name="rowsAtOnce">The rows that may be in memory at once.</param>
    protected abstract string Copy(RowSchema schema, string table, string target, long rowsAtOnce);

    /// <summary>What is wrong with the rows, when they could not be written; null if nothing more is known.</summary>
    /// <param name="connection">Asks.</param>
    /// <param name="schema">The contract.</param>
    /// <param name="table">The table that holds the rows.</param>
    protected virtual string? Diagnose(DuckDbConnection connection, RowSchema schema, string table) => null;

    protected sealed override async Task<long> WriteAsync<T>(StagedExport staged, IAsyncEnumerable<T> rows, RowCodec<T> codec, CancellationToken cancellationToken)
    {
        using var database = Writing(() => DuckDbDatabase.Open(new DuckDbOpenOptions { Path = Path.Combine(staged.Folder, "rows.duckdb"), Settings = Settings }));
        using var connection = database.Connect();
        var columns = codec.Schema.Columns.Select(column => $"{ColumnMatch.Quote(column)} {ColumnMatch.Name(column)}{(column.IsNullable ? "" : " not null")}");
        Writing(() => connection.Execute(
            $"set TimeZone = 'UTC'; pragma disable_checkpoint_on_shutdown; create table {Stage} ({string.Join(", ", columns)}); begin"));
        long count, textBytes;
        try
        {
            (count, textBytes) = await RowAppender.AppendAsync(connection, "main", Stage, codec, rows, cancellationToken);
        }
        catch (DuckDbException e)
        {
            throw Writing<Exception>(() => throw e);
        }

        Writing(() => connection.Execute("commit"));
        const long AtOnce = 64 << 20;
        var rowsAtOnce = AtOnce / ((textBytes / Math.Max(count, 1)) + (16 * columns.Count()));
        Writing(() => Prepare(connection, Stage, rowsAtOnce));
        using var copy = Writing(() => connection.Prepare(Copy(codec.Schema, Stage, TextColumn.Quote(staged.Complete), rowsAtOnce)));
        await Task.Run(() => Writing(() => Execute(copy, connection, codec.Schema, cancellationToken)), cancellationToken);
        return count;
    }

    private long Execute(DuckDbStatement copy, DuckDbConnection connection, RowSchema schema, CancellationToken cancellationToken)
    {
        try
        {
            return copy.Execute(cancellationToken);
        }
        catch (DuckDbException e) when (e.Kind is DuckDbErrorKind.Conversion or DuckDbErrorKind.OutOfRange && Diagnose(connection, schema, Stage) is { } problem)
        {
            throw new DataplatformException($"The {Name} cannot be written, and nothing has changed there. {problem}", e);
        }
    }
}
