using Dataplatform.Sdk.DuckDb.Batches;

namespace Dataplatform.Sdk.DuckDb.Streams;

/// <summary>One reading of a stream of a contract.</summary>
internal sealed class StreamScan<T>(StreamSet set, IReadOnlyList<int> columns, RowCodec<T> codec, IAsyncEnumerable<T> rows) : StreamScan(set, columns)
{
    private readonly DuckDbBatchWriter?[] _batches = new DuckDbBatchWriter?[Ahead];

    protected override async Task ReadAsync(CancellationToken cancellationToken)
    {
        await using var source = rows.GetAsyncEnumerator(cancellationToken);
        var buffer = new RowBuffer<T>(source);
        for (var i = 0; await buffer.FillAsync(); i = (i + 1) % Ahead)
        {
            await RoomAsync();
            var batch = _batches[i] ??= new DuckDbBatchWriter(codec.Schema);
            batch.Begin();
            codec.Write(buffer.Rows, batch);
            HandOver(batch.Complete(buffer.Rows.Length), buffer.Rows.Length);
        }
    }

    protected override void FreeBatches()
    {
        foreach (var batch in _batches)
        {
            batch?.Dispose();
        }
    }
}
