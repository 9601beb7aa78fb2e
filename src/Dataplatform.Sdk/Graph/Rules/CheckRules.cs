using System;
using System.Collections.Generic;
using System.Linq;
using Dataplatform.Sdk.Catalog;

namespace Dataplatform.Sdk.Graph.Rules;

/// <summary>The rules on methods that check assets.</summary>
internal static class CheckRules
{
    /// <summary>Checks what a method checks; null if nothing is wrong.</summary>
    /// <param name="check">The method.</param>
    /// <param name="asset">The asset of the key that it checks; null if there is none.</param>
    /// <param name="all">All known assets, to suggest one.</param>
    public static GraphProblem? Check(AssetShape check, AssetShape? asset, IEnumerable<AssetShape> all) => asset is null
        ? new(GraphRuleIds.CheckedAsset, $"'{check.Source}' checks the asset '{check.Key}', which does not exist.{Suggestions.For(check.Key, check, all, "AssetCheck")}", check.Key, check.Source, null)
        : asset.IsPublic || asset.Assembly == check.Assembly ? null
        : new(GraphRuleIds.NotVisible,
            $"'{check.Source}' uses the asset '{asset.Key}', which is internal to '{asset.Assembly}'. Read one of its public assets, or make '{asset.Source}' public there.",
            check.Key, check.Source, null);

    /// <summary>The asset to whose rows a foreign key refers: the one of the contract in the same domain, or the only one there is. Null if it is not clear.</summary>
    public static AssetShape? Referenced(AssetShape asset, string contract, IEnumerable<AssetShape> all)
    {
        var candidates = all.Where(other => other.Kind == ValueKind.Rows && other.ValueType == contract && (other.IsPublic || other.Assembly == asset.Assembly)).ToList();
        var near = candidates.Where(other => Domain(other) == Domain(asset)).ToList();
        return near.Count == 1 ? near[0] : near.Count == 0 && candidates.Count == 1 ? candidates[0] : null;
    }

    /// <summary>Foreign keys of which it is not clear to which asset they refer.</summary>
    public static IEnumerable<GraphProblem> References(IEnumerable<AssetShape> assets, IReadOnlyCollection<AssetShape> all)
    {
        foreach (var asset in assets)
        {
            foreach (var contract in asset.References().Distinct().OrderBy(name => name, StringComparer.Ordinal).Where(contract => Referenced(asset, contract, all) is null))
            {
                var candidates = all.Where(other => other.Kind == ValueKind.Rows && other.ValueType == contract).Select(other => $"'{other.Key}'").OrderBy(key => key, StringComparer.Ordinal).ToList();
                yield return new(GraphRuleIds.References,
                    $"A foreign key of '{asset.Key}' refers to '{contract.Substring(contract.LastIndexOf('.') + 1)}', and {(candidates.Count == 0 ? "no asset has rows of it" : $"{string.Join(" and ", candidates)} have rows of it")}. {(candidates.Count == 0 ? "Add the asset, or check the key with [AssetCheck]." : "Check the key with [AssetCheck], which names the asset.")}",
                    asset.Key, asset.Source, null);
            }
        }
    }

    /// <summary>Checks of one name that an asset has; each further one, in ordinal order of the methods, is one problem.</summary>
    public static IEnumerable<GraphProblem> Duplicates(IEnumerable<AssetShape> checks)
    {
        foreach (var same in checks.GroupBy(check => (check.Key, Name: Name(check))).OrderBy(group => group.Key.Key, StringComparer.Ordinal).ThenBy(group => group.Key.Name, StringComparer.Ordinal))
        {
            var methods = same.OrderBy(check => check.Source, StringComparer.Ordinal).ToList();
            foreach (var second in methods.Skip(1))
            {
                yield return new(GraphRuleIds.TwoChecks,
                    $"'{methods[0].Source}' and '{second.Source}' are both the check '{same.Key.Name}' of '{second.Key}'. Rename one of them.",
                    second.Key, second.Source, null);
            }
        }
    }

    /// <summary>The assets, each with what its checks read: it is made after that, so that circles through checks are circles.</summary>
    public static IReadOnlyList<AssetShape> WithChecks(IReadOnlyList<AssetShape> assets, IEnumerable<AssetShape> checks)
    {
        var references = assets.SelectMany(asset => asset.References().Distinct(), (asset, contract) => (asset.Key, Needs: Referenced(asset, contract, assets)?.Key!)).Where(need => need.Needs is not null);
        var needs = checks.SelectMany(check => check.Edges, (check, edge) => (check.Key, Needs: edge.Key)).Concat(references).Where(need => need.Key != need.Needs).ToLookup(need => need.Key, need => need.Needs, StringComparer.Ordinal);
        return needs.Count == 0 ? assets : [.. assets.Select(asset => needs.Contains(asset.Key) ? asset with { After = [.. asset.After, .. needs[asset.Key].Distinct()] } : asset)];
    }

    private static string Domain(AssetShape asset) => asset.Key.Substring(0, asset.Key.LastIndexOf('/') + 1);

    private static string Name(AssetShape check) => KeyGrammar.SnakeCase(check.Source.Substring(check.Source.LastIndexOf('.') + 1));
}
