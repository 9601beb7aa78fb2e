using System.Runtime.CompilerServices;

namespace Dataplatform.Sdk.Execution;

/// <summary>A source that ends with the run also where its reader passes no token, as <c>await foreach (var row in table)</c> does not.</summary>
/// <typeparam name="T">The contract of a row.</typeparam>
internal sealed class LinkedSource<T>(ITableSource<T> source, StepMeter? meter, CancellationToken run) : ITableSource<T>
{
    public IAsyncEnumerable<T> ReadAsync(long? limit, CancellationToken cancellationToken) =>
        cancellationToken.CanBeCanceled && cancellationToken != run
            ? ReadLinkedAsync(limit, cancellationToken)
            : new Guarded(source.ReadAsync(limit, run), meter, run);

    public async ValueTask<long> CountAsync(CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled || cancellationToken == run)
        {
            return await source.CountAsync(run);
        }

        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, run);
        return await source.CountAsync(both.Token);
    }

    public async IAsyncEnumerable<ReadOnlyMemory<T>> ReadBatchesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, run);
        var counter = new BatchCounter();
        meter?.Begin(counter);
        try
        {
            await foreach (var batch in source.ReadBatchesAsync(both.Token))
            {
                both.Token.ThrowIfCancellationRequested();
                counter.Add(batch.Length);
                yield return batch;
            }
        }
        finally
        {
            meter?.End(counter);
        }
    }

    private async IAsyncEnumerable<T> ReadLinkedAsync(long? limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, run);
        await foreach (var row in new Guarded(source.ReadAsync(limit, both.Token), meter, both.Token))
        {
            yield return row;
        }
    }

    // A store looks at the token once in many rows, and what is done with each may take long. Not an iterator: this is for
    // every row of the usual case.
    private sealed class Guarded(IAsyncEnumerable<T> rows, StepMeter? meter, CancellationToken run) : IAsyncEnumerable<T>
    {
        public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken) =>
            new Enumerator(rows.GetAsyncEnumerator(cancellationToken), meter, run);
    }

    private sealed class BatchCounter : RowCounter
    {
        public void Add(int rows) => Count(rows);
    }

    private sealed class Enumerator : RowCounter, IAsyncEnumerator<T>
    {
        private readonly IAsyncEnumerator<T> _rows;
        private readonly StepMeter? _meter;
        private readonly CancellationToken _run;

        public Enumerator(IAsyncEnumerator<T> rows, StepMeter? meter, CancellationToken run)
        {
            _rows = rows;
            _meter = meter;
            _run = run;
            meter?.Begin(this);
        }

        public T Current
        {
            get
            {
                Count();
                return _rows.Current;
            }
        }

        public ValueTask<bool> MoveNextAsync() =>
            _run.IsCancellationRequested ? ValueTask.FromCanceled<bool>(_run) : _rows.MoveNextAsync();

        public ValueTask DisposeAsync()
        {
            _meter?.End(this);
            return _rows.DisposeAsync();
        }
    }
}
