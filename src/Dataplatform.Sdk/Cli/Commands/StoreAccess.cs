using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary>Asks a store for what not every store can do.</summary>
internal static class StoreAccess
{
    /// <exception cref="DataplatformException">The store answers no queries.</exception>
    public static IQueryableStore Queryable(IAssetStore store) => store as IQueryableStore
        ?? throw new DataplatformException($"The store '{store.Description}' answers no queries.");

    /// <exception cref="DataplatformException">The store runs no SQL.</exception>
    public static SqlDialect Dialect(IAssetStore store) => store.Dialect
        ?? throw new DataplatformException($"The store '{store.Description}' cannot run SQL.");
}
