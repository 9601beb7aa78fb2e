using System.Runtime.CompilerServices;

namespace Dataplatform.Sdk;

/// <summary>Where a <see cref="Table{T}"/> gets its rows; implemented by stores.</summary>
/// <typeparam name="T">The contract of a row.</typeparam>
public interface ITableSource<T>
{
    /// <summary>Streams the rows; each call is a stream of its own.</summary>
    /// <param name="limit">At most so many rows; null means all.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    IAsyncEnumerable<T> ReadAsync(long? limit, CancellationToken cancellationToken);

    /// <summary>Streams the rows in batches; each call is a stream of its own. A store that has batches gives them as they are.</summary>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <returns>Batches that are not empty. The memory of a batch may be used again when the next one is asked for.</returns>
    async IAsyncEnumerable<ReadOnlyMemory<T>> ReadBatchesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = new T[RowCodec.BatchSize];
        var count = 0;
        await foreach (var row in ReadAsync(limit: null, cancellationToken).WithCancellation(cancellationToken))
        {
            rows[count++] = row;
            if (count == rows.Length)
            {
                yield return rows;
                count = 0;
            }
        }

        if (count > 0)
        {
            yield return rows.AsMemory(0, count);
        }
    }

    /// <summary>Counts the rows.</summary>
    ValueTask<long> CountAsync(CancellationToken cancellationToken);
}
