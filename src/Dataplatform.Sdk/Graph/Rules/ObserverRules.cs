using System;
using System.Collections.Generic;
using System.Linq;

namespace Dataplatform.Sdk.Graph.Rules;

/// <summary>The rules on methods that observe external assets.</summary>
internal static class ObserverRules
{
    /// <summary>Checks what a method observes; null if nothing is wrong.</summary>
    /// <param name="observer">The method.</param>
    /// <param name="observed">The asset of the key that it observes; null if there is none.</param>
    /// <param name="all">All known assets, to suggest one.</param>
    public static GraphProblem? Check(AssetShape observer, AssetShape? observed, IEnumerable<AssetShape> all)
    {
        if (observed is null)
        {
            return Problem(observer, $"'{observer.Source}' observes the asset '{observer.Key}', which does not exist.{Suggestions.For(observer.Key, observer, all.Where(asset => asset.IsExternal), "Observe")}");
        }

        if (!observed.IsExternal)
        {
            return Problem(observer, $"'{observer.Source}' observes '{observed.Key}', which is not external: '{observed.Source}' makes it, and its store knows its data. Observe assets whose methods return External<T>.");
        }

        return observed.IsPublic || observed.Assembly == observer.Assembly ? null : new(GraphRuleIds.NotVisible,
            $"'{observer.Source}' uses the asset '{observed.Key}', which is internal to '{observed.Assembly}'. Read one of its public assets, or make '{observed.Source}' public there.",
            observer.Key, observer.Source, null);
    }

    /// <summary>External assets that more than one method observes; each further method, in ordinal order, is one problem.</summary>
    public static IEnumerable<GraphProblem> Duplicates(IEnumerable<AssetShape> observers)
    {
        foreach (var same in observers.GroupBy(observer => observer.Key, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var methods = same.OrderBy(observer => observer.Source, StringComparer.Ordinal).ToList();
            foreach (var second in methods.Skip(1))
            {
                yield return new(GraphRuleIds.TwoObservers,
                    $"'{methods[0].Source}' and '{second.Source}' both observe the asset '{same.Key}', and it has one data version. Remove one of them.",
                    second.Key, second.Source, null);
            }
        }
    }

    private static GraphProblem Problem(AssetShape observer, string message) => new(GraphRuleIds.Observed, message, observer.Key, observer.Source, null);
}
