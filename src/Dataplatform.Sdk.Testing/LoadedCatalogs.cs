using System.Reflection;
using Dataplatform.Sdk.Catalog;

namespace Dataplatform.Sdk.Testing;

/// <summary>
/// The catalogs of this process. Whoever names a typed key has loaded the assembly of its asset, in any test framework;
/// what that assembly reads from others is found through its references.
/// </summary>
internal sealed class LoadedCatalogs
{
    private readonly ILookup<AssetKey, KnownAsset> _assets;

    private readonly ILookup<AssetKey, (string Assembly, StepDefinition Check)> _checks;

    private LoadedCatalogs(IReadOnlyCollection<AssetCatalog> catalogs)
    {
        _assets = (
            from catalog in catalogs
            from step in catalog.Steps
            from output in step.Outputs
            select new KnownAsset(output, step, catalog.Assembly)).ToLookup(asset => asset.Definition.Key);
        _checks = catalogs.SelectMany(catalog => catalog.Checks, (catalog, check) => (catalog.Assembly, check)).ToLookup(check => check.check.Checks!.Asset);
    }

    /// <summary>The assets to which foreign keys of an asset refer, where they are clear.</summary>
    public IEnumerable<KnownAsset> ReferencesOf(AssetDefinition asset)
    {
        foreach (var key in asset.Rows?.Schema.Checks.OfType<ContractCheck.ForeignKey>().DistinctBy(key => key.RowType) ?? [])
        {
            var candidates = _assets.SelectMany(same => same).Where(other => other.Definition.Rows?.RowType == key.RowType).ToList();
            var near = candidates.FindAll(other => other.Definition.Key.Domain == asset.Key.Domain);
            if ((near.Count > 0 ? near : candidates) is [var one] && one.Definition.Key != asset.Key)
            {
                yield return one;
            }
        }
    }

    /// <summary>The checks of an asset, with the assemblies that declare them.</summary>
    public IEnumerable<(string Assembly, StepDefinition Check)> ChecksOf(AssetKey key) => _checks[key];

    public static LoadedCatalogs Find()
    {
        var found = new Dictionary<string, AssetCatalog>(StringComparer.Ordinal);
        var seen = new HashSet<Assembly>();
        var open = new Stack<Assembly>(AppDomain.CurrentDomain.GetAssemblies());
        while (open.TryPop(out var assembly))
        {
            if (assembly.IsDynamic || !seen.Add(assembly) || assembly.GetCustomAttribute<AssetCatalogAttribute>() is not { } attribute)
            {
                continue;
            }

            if (attribute.Registration.GetProperty("Catalog")?.GetValue(null) is AssetCatalog catalog)
            {
                found.TryAdd(catalog.Assembly, catalog);
            }

            foreach (var reference in assembly.GetReferencedAssemblies().Where(MayHaveAssets))
            {
                open.Push(Assembly.Load(reference));
            }
        }

        return new LoadedCatalogs(found.Values);
    }

    /// <summary>The asset of a key.</summary>
    /// <exception cref="AssetTestException">There is none, or more than one.</exception>
    public KnownAsset this[AssetKey key]
    {
        get
        {
            List<KnownAsset> same = [.. _assets[key]];
            return same.Count switch
            {
                1 => same[0],
                0 => throw new AssetTestException(
                    $"There is no asset '{key}' in the loaded assemblies.{Names.Suggestion(key.Path, _assets.Select(asset => asset.Key.Path))} Name it by its typed key, such as SalesCatalog.RawOrders."),
                _ => throw new AssetTestException(
                    $"The asset '{key}' is declared in {string.Join(" and ", same.Select(asset => asset.Assembly).Order(StringComparer.Ordinal))}, which are both loaded. Test them in two projects."),
            };
        }
    }

    private static bool MayHaveAssets(AssemblyName name) =>
        name.Name is { } text && !text.StartsWith("System", StringComparison.Ordinal) && !text.StartsWith("Microsoft.", StringComparison.Ordinal);
}
