using System.Runtime.CompilerServices;

namespace Dataplatform.Sdk.DuckDb.Streams;

/// <summary>A C# stream as a source of rows for C#, which DuckDB has no part in.</summary>
internal sealed class StreamedRows<T>(IAsyncEnumerable<T> rows) : ITableSource<T>
{
    public async IAsyncEnumerable<T> ReadAsync(long? limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = limit ?? long.MaxValue;
        if (left <= 0)
        {
            yield break;
        }

        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            yield return row;
            if (--left == 0)
            {
                yield break;
            }
        }
    }

    public async ValueTask<long> CountAsync(CancellationToken cancellationToken) => await rows.LongCountAsync(cancellationToken);
}
