using System.Runtime.CompilerServices;

namespace Dataplatform.Sdk.Execution;

/// <summary>Rows that an earlier step of the run left in memory. Nobody can change them, so that all readers share them.</summary>
/// <typeparam name="T">The contract of a row.</typeparam>
internal sealed class HandedRows<T>(T[] rows) : ITableSource<T>
{
    /// <summary>The rows in a list of the reader's own.</summary>
    public List<T> ToList() => [.. rows];

    public IAsyncEnumerable<T> ReadAsync(long? limit, CancellationToken cancellationToken) =>
        new Stream(rows, (int)Math.Clamp(limit ?? rows.Length, 0, rows.Length), cancellationToken);

    public async IAsyncEnumerable<ReadOnlyMemory<T>> ReadBatchesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (rows.Length > 0)
        {
            yield return rows;
        }

        await ValueTask.CompletedTask;
    }

    public ValueTask<long> CountAsync(CancellationToken cancellationToken) => ValueTask.FromResult(rows.LongLength);

    // Written by hand: an async iterator costs as much a row as reading the row from a store does.
    private sealed class Stream(T[] rows, int end, CancellationToken cancellationToken) : IAsyncEnumerable<T>
    {
        public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken inner) => new Enumerator(rows, end, cancellationToken, inner);
    }

    private sealed class Enumerator(T[] rows, int end, CancellationToken outer, CancellationToken inner) : IAsyncEnumerator<T>
    {
        private int _at = -1;

        public T Current => rows[_at];

        public ValueTask<bool> MoveNextAsync() => outer.IsCancellationRequested ? ValueTask.FromCanceled<bool>(outer)
            : inner.IsCancellationRequested ? ValueTask.FromCanceled<bool>(inner)
            : ValueTask.FromResult(++_at < end);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
