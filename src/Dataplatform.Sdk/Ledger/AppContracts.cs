using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Ledger.Rules;

namespace Dataplatform.Sdk.Ledger;

/// <summary>What an app promises, read from its catalogs as the compiler reads it from source.</summary>
internal static class AppContracts
{
    /// <summary>The contracts of the public assets of catalogs.</summary>
    public static ContractsLock Of(IReadOnlyList<AssetCatalog> catalogs) => new(
        GraphShapes.Of(catalogs).Where(asset => asset.IsPublic).GroupBy(asset => asset.Key, StringComparer.Ordinal).Select(same => ContractReader.Of(same.First())),
        []);
}
