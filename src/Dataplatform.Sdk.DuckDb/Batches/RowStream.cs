using System.Runtime.InteropServices;

namespace Dataplatform.Sdk.DuckDb.Batches;

/// <summary>
/// Batches as a stream of rows. Written by hand because the async iterator that the compiler would make costs as much a row
/// as reading the row does; here only a batch is awaited.
/// </summary>
/// <param name="batches">The batches; a batch may be overwritten when the next one is asked for.</param>
internal sealed class RowStream<T>(IAsyncEnumerable<ReadOnlyMemory<T>> batches) : IAsyncEnumerable<T>
{
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new Enumerator(batches.GetAsyncEnumerator(cancellationToken));

    private sealed class Enumerator(IAsyncEnumerator<ReadOnlyMemory<T>> batches) : IAsyncEnumerator<T>
    {
        private T[] _rows = [];
        private int _next;
        private int _end;

        public T Current { get; private set; } = default!;

        public ValueTask<bool> MoveNextAsync()
        {
            if (_next >= _end)
            {
                return NextBatchAsync();
            }

            Current = _rows[_next++];
            return new ValueTask<bool>(true);
        }

        public ValueTask DisposeAsync() => batches.DisposeAsync();

        private async ValueTask<bool> NextBatchAsync()
        {
            while (await batches.MoveNextAsync())
            {
                if (MemoryMarshal.TryGetArray(batches.Current, out var batch) && batch.Count > 0)
                {
                    (_rows, _next, _end) = (batch.Array!, batch.Offset + 1, batch.Offset + batch.Count);
                    Current = _rows[batch.Offset];
                    return true;
                }
            }

            return false;
        }
    }
}
