using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Batches;

/// <summary>Streams rows from C# into a table, batch by batch: never more than one batch waits in memory.</summary>
internal static class RowAppender
{
    /// <returns>The rows, and the bytes of their values whose number or length no schema tells.</returns>
    public static async Task<(long Rows, long VariableBytes)> AppendAsync<T>(
        DuckDbConnection connection, string schema, string table, RowCodec<T> codec, IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
    {
        using var appender = DuckDbAppender.Create(connection, schema, table);
        using var batch = new DuckDbBatchWriter(codec.Schema);
        await using var source = rows.GetAsyncEnumerator(cancellationToken);
        var buffer = new RowBuffer<T>(source);
        long count = 0;
        while (await buffer.FillAsync())
        {
            cancellationToken.ThrowIfCancellationRequested();
            batch.Begin();
            codec.Write(buffer.Rows, batch);
            appender.Append(batch.Complete(buffer.Rows.Length));
            count += buffer.Rows.Length;
        }

        appender.Close();
        return (count, batch.VariableBytes);
    }
}
