namespace Dataplatform.Sdk;

/// <summary>Where a <see cref="Table{T}"/> gets its rows; implemented by stores.</summary>
/// <typeparam name="T">The contract of a row.</typeparam>
public interface ITableSource<out T>
{
    /// <summary>Streams the rows; each call is a stream of its own.</summary>
    /// <param name="limit">At most so many rows; null means all.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    IAsyncEnumerable<T> ReadAsync(long? limit, CancellationToken cancellationToken);

    /// <summary>Counts the rows.</summary>
    ValueTask<long> CountAsync(CancellationToken cancellationToken);
}
