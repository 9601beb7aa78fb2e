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

    /// <summary>Prepares the writing, when the rows are there.</summary>
    /// <returns>How many settings were made; of no interest.</returns>
    protected virtual long Prepare(DuckDbConnection connection, string table) => 0;

    /// <summary>The statement that writes the rows.</summary>
    /// <param name="schema">The contract.</param>
    /// <param name="table">The table that holds the rows.</param>
    /// <param name="target">The file, as SQL.</param>
    protected abstract string Copy(RowSchema schema, string table, string target);

    protected sealed override async Task<long> WriteAsync<T>(StagedExport staged, IAsyncEnumerable<T> rows, RowCodec<T> codec, CancellationToken cancellationToken)
    {
        using var database = Writing(() => DuckDbDatabase.Open(new DuckDbOpenOptions { Path = Path.Combine(staged.Folder, "rows.duckdb") }));
        using var connection = database.Connect();
        var columns = codec.Schema.Columns.Select(column => $"{ColumnMatch.Quote(column)} {ColumnMatch.Name(column)}{(column.IsNullable ? "" : " not null")}");
        Writing(() => connection.Execute(
            $"set TimeZone = 'UTC'; pragma disable_checkpoint_on_shutdown; create table {Stage} ({string.Join(", ", columns)}); begin"));
        long count;
        try
        {
            (count, _) = await RowAppender.AppendAsync(connection, "main", Stage, codec, rows, cancellationToken);
        }
        catch (DuckDbException e)
        {
            throw Writing<Exception>(() => throw e);
        }

        Writing(() => connection.Execute("commit"));
        Writing(() => Prepare(connection, Stage));
        using var copy = Writing(() => connection.Prepare(Copy(codec.Schema, Stage, TextColumn.Quote(staged.Complete))));
        await Task.Run(() => Writing(() => copy.Execute(cancellationToken)), cancellationToken);
        return count;
    }
}
