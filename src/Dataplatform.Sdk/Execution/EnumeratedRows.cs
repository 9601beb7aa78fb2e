namespace Dataplatform.Sdk.Execution;

/// <summary>
/// Rows of a method that returns a collection, as the stream that stores take. Written by hand, because an async iterator costs
/// as much a row as writing the row does.
/// </summary>
/// <typeparam name="T">The contract of a row.</typeparam>
/// <param name="rows">The rows; enumerated once.</param>
/// <param name="capture">Keeps them for later steps; null if none wants them.</param>
/// <param name="run">Ends the stream: rows that are computed one by one may take long, and their author has no token.</param>
internal sealed class EnumeratedRows<T>(IEnumerable<T> rows, RowCapture<T>? capture, CancellationToken run) : IAsyncEnumerable<T>
{
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => new Enumerator(rows.GetEnumerator(), capture, run);

    private sealed class Enumerator(IEnumerator<T> rows, RowCapture<T>? capture, CancellationToken run) : IAsyncEnumerator<T>
    {
        public T Current => rows.Current;

        public ValueTask<bool> MoveNextAsync()
        {
            // Thrown, as the rows' own exceptions are: nobody awaits in between.
            run.ThrowIfCancellationRequested();
            if (!rows.MoveNext())
            {
                return new ValueTask<bool>(false);
            }

            capture?.Add(rows.Current);
            return new ValueTask<bool>(true);
        }

        public ValueTask DisposeAsync()
        {
            rows.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
