using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Batches;

/// <summary>Streams rows from C# into a table, batch by batch: never more than one batch waits in memory.</summary>
internal static class RowAppender
{
    /// <returns>The rows, and the bytes of their texts and byte strings.</returns>
    public static async Task<(long Rows, long TextBytes)> AppendAsync<T>(
        DuckDbConnection connection, string schema, string table, RowCodec<T> codec, IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
    {
        await using var source = rows.GetAsyncEnumerator(cancellationToken);
        return await AppendAsync(connection, schema, table, codec, new RowBuffer<T>(source), static (_, _) => false, cancellationToken);
    }

    /// <summary>Streams rows up to the end, or until there are enough of them.</summary>
    /// <returns>As above.</returns>
    public static async Task<(long Rows, long TextBytes)> AppendAsync<T>(
        DuckDbConnection connection, string schema, string table, RowCodec<T> codec, RowBuffer<T> buffer, Func<long, long, bool> isEnough, CancellationToken cancellationToken)
    {
        using var appender = DuckDbAppender.Create(connection, schema, table);
        using var batch = new DuckDbBatchWriter(codec.Schema);
        long count = 0;
        while (!isEnough(count, batch.TextBytes) && await buffer.FillAsync())
        {
            cancellationToken.ThrowIfCancellationRequested();
            batch.Begin();
            codec.Write(buffer.Rows, batch);
            appender.Append(batch.Complete(buffer.Rows.Length));
            count += buffer.Rows.Length;
        }

        appender.Close();
        return (count, batch.TextBytes);
    }
}
