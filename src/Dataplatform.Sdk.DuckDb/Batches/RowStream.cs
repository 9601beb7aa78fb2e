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
        private int _current;
        private int _last = -1;

        // Read from the batch when it is asked for: to keep it here would be a write to the heap for every row.
        public T Current => _rows[_current];

        public ValueTask<bool> MoveNextAsync()
        {
            if (_current >= _last)
            {
                return NextBatchAsync();
            }

            _current++;
            return new ValueTask<bool>(true);
        }

        public ValueTask DisposeAsync() => batches.DisposeAsync();

        private async ValueTask<bool> NextBatchAsync()
        {
            while (await batches.MoveNextAsync())
            {
                if (MemoryMarshal.TryGetArray(batches.Current, out var batch) && batch.Count > 0)
                {
                    (_rows, _current, _last) = (batch.Array!, batch.Offset, batch.Offset + batch.Count - 1);
                    return true;
                }
            }

            return false;
        }
    }
}
