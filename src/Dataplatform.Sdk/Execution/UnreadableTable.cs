namespace Dataplatform.Sdk.Execution;

/// <summary>A table that is only named in a query.</summary>
/// <typeparam name="T">The contract of a row.</typeparam>
/// <param name="why">What is said to a method that reads it all the same.</param>
internal sealed class UnreadableTable<T>(string why) : ITableSource<T>
{
    public IAsyncEnumerable<T> ReadAsync(long? limit, CancellationToken cancellationToken) => throw new DataplatformException(why);

    public ValueTask<long> CountAsync(CancellationToken cancellationToken) => throw new DataplatformException(why);
}
