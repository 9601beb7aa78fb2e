namespace Dataplatform.Sdk.Execution;

/// <summary>The rows behind an input of a view: nobody may ask for them, since a view is written and not computed.</summary>
internal sealed class NamedOnlySource<T>(AssetKey key) : ITableSource<T>
{
    public IAsyncEnumerable<T> ReadAsync(long? limit, CancellationToken cancellationToken) => throw Refused();

    public ValueTask<long> CountAsync(CancellationToken cancellationToken) => throw Refused();

    private DataplatformException Refused() => new(
        $"A view reads the rows of '{key}' while it is being defined. Write the table into the query, or make the asset a table.");
}
