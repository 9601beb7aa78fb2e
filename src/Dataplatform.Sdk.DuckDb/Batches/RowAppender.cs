using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Batches;

/// <summary>Streams rows from C# into a table, batch by batch: never more than one batch waits in memory.</summary>
internal static class RowAppender
{
    /// <param name="connection">The connection.</param>
    /// <param name="schema">The table's schema.</param>
    /// <param name="table">The table.</param>
    /// <param name="codec">The codec of the rows.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="cancellationToken">Ends it between two batches.</param>
    /// <param name="progress">Is told after every batch, and whenever the next row is not there yet; null if nobody listens.</param>
    /// <param name="constant">A column of the table that is not in the contract; null if it has none but the contract's.</param>
    /// <returns>The rows, and the bytes of their values whose number or length no schema tells.</returns>
    public static async Task<(long Rows, long VariableBytes)> AppendAsync<T>(
        DuckDbConnection connection, string schema, string table, RowCodec<T> codec, IAsyncEnumerable<T> rows, CancellationToken cancellationToken, IProgress<StageProgress>? progress = null, ConstantColumn? constant = null)
    {
        await using var source = rows.GetAsyncEnumerator(cancellationToken);
        return await AppendAsync(connection, schema, table, codec, new RowBuffer<T>(source, progress), static (_, _) => false, cancellationToken, progress, constant);
    }

    /// <summary>Streams rows up to the end, or until there are enough of them.</summary>
    /// <returns>As above.</returns>
    public static async Task<(long Rows, long VariableBytes)> AppendAsync<T>(
        DuckDbConnection connection, string schema, string table, RowCodec<T> codec, RowBuffer<T> buffer, Func<long, long, bool> isEnough, CancellationToken cancellationToken, IProgress<StageProgress>? progress = null, ConstantColumn? constant = null)
    {
        using var appender = DuckDbAppender.Create(connection, schema, table, constant is null ? [] : [.. codec.Schema.Columns.Select(column => column.Name), constant.Name]);
        using var batch = new DuckDbBatchWriter(codec.Schema, constant);
        long count = 0;
        while (!isEnough(count, batch.VariableBytes) && await buffer.FillAsync())
        {
            cancellationToken.ThrowIfCancellationRequested();
            batch.Begin();
            codec.Write(buffer.Rows, batch);
            appender.Append(batch.Complete(buffer.Rows.Length));
            count += buffer.Rows.Length;
            progress?.Report(new StageProgress(buffer.Taken));
        }

        appender.Close();
        return (count, batch.VariableBytes);
    }
}
