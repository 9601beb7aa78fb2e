using System.Runtime.CompilerServices;

namespace Dataplatform.Sdk.Execution;

/// <summary>A source that ends with the run also where its reader passes no token, as <c>await foreach (var row in table)</c> does not.</summary>
/// <typeparam name="T">The contract of a row.</typeparam>
internal sealed class LinkedSource<T>(ITableSource<T> source, CancellationToken run) : ITableSource<T>
{
    public IAsyncEnumerable<T> ReadAsync(long? limit, CancellationToken cancellationToken) =>
        cancellationToken.CanBeCanceled && cancellationToken != run
            ? ReadLinkedAsync(limit, cancellationToken)
            : new Guarded(source.ReadAsync(limit, run), run);

    public async ValueTask<long> CountAsync(CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled || cancellationToken == run)
        {
            return await source.CountAsync(run);
        }

        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, run);
        return await source.CountAsync(both.Token);
    }

    private async IAsyncEnumerable<T> ReadLinkedAsync(long? limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, run);
        await foreach (var row in source.ReadAsync(limit, both.Token))
        {
            both.Token.ThrowIfCancellationRequested();
            yield return row;
        }
    }

    // A store looks at the token once in many rows, and what is done with each may take long. Not an iterator: this is for
    // every row of the usual case.
    private sealed class Guarded(IAsyncEnumerable<T> rows, CancellationToken run) : IAsyncEnumerable<T>
    {
        public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken) =>
            new Enumerator(rows.GetAsyncEnumerator(cancellationToken), run);
    }

    private sealed class Enumerator(IAsyncEnumerator<T> rows, CancellationToken run) : IAsyncEnumerator<T>
    {
        public T Current => rows.Current;

        public ValueTask<bool> MoveNextAsync() =>
            run.IsCancellationRequested ? ValueTask.FromCanceled<bool>(run) : rows.MoveNextAsync();

        public ValueTask DisposeAsync() => rows.DisposeAsync();
    }
}
