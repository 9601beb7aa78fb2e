using Dataplatform.Sdk.DuckDb.Store;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Lake;

/// <summary>The rows of a query that somebody typed, over versions that stay until it is disposed.</summary>
internal sealed class LakeQueryResult : IQueryResult
{
    private readonly LakeCatalog _catalog;
    private readonly DuckDbQueryResult _rows;

    private LakeQueryResult(LakeCatalog catalog, DuckDbQueryResult rows) => (_catalog, _rows) = (catalog, rows);

    public IReadOnlyList<QueryColumn> Columns => _rows.Columns;

    public static async Task<LakeQueryResult> RunAsync(OpenLake lake, string sql, CancellationToken cancellationToken)
    {
        var catalog = new LakeCatalog(lake);
        try
        {
            await catalog.ShowAsync(sql, orAll: true, cancellationToken);
            var connection = catalog.Connect();
            try
            {
                return new(catalog, await Task.Run(() => DuckDbQueryResult.Run(connection, sql, cancellationToken), cancellationToken));
            }
            catch (DataplatformException e)
            {
                connection.Dispose();
                throw catalog.Explain(e);
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
        catch
        {
            catalog.Dispose();
            throw;
        }
    }

    public IAsyncEnumerable<IReadOnlyList<object?>> ReadAsync(CancellationToken cancellationToken) => _rows.ReadAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _rows.DisposeAsync();
        _catalog.Dispose();
    }
}
