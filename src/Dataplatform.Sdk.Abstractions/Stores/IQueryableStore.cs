namespace Dataplatform.Sdk.Stores;

/// <summary>A store that answers questions about published assets, for <c>show</c> and <c>sql</c>.</summary>
public interface IQueryableStore : IAssetStore
{
    /// <summary>Runs a query that may only read. The result is disposed by the caller.</summary>
    /// <param name="sql">One statement; assets by their public names, <c>sales.customer_orders</c>.</param>
    /// <param name="cancellationToken">Interrupts the query.</param>
    /// <exception cref="DataplatformException">The statement is wrong, or would write.</exception>
    ValueTask<IQueryResult> QueryAsync(string sql, CancellationToken cancellationToken);
}
