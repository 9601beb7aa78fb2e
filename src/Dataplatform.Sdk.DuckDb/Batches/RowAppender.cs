using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Batches;

/// <summary>Streams rows from C# into a table, batch by batch: never more than one batch waits in memory.</summary>
internal static class RowAppender
{
    /// <returns>The rows, and the bytes of their texts and byte strings.</returns>
    public static async Task<(long Rows, long TextBytes)> AppendAsync<T>(
        DuckDbConnection connection, string schema, string table, RowCodec<T> codec, IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
    {
        using var appender = DuckDbAppender.Create(connection, schema, table);
        using var batch = new DuckDbBatchWriter(codec.Schema);
        var buffer = new T[RowCodec.BatchSize];
        var filled = 0;
        long count = 0;
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            buffer[filled++] = row;
            if (filled == buffer.Length)
            {
                Append(filled);
                filled = 0;
            }
        }

        if (filled > 0)
        {
            Append(filled);
        }

        appender.Close();
        return (count, batch.TextBytes);

        void Append(int length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            batch.Begin();
            codec.Write(buffer.AsSpan(0, length), batch);
            appender.Append(batch.Complete(length));
            count += length;
        }
    }
}
