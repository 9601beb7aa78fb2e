using System;
using System.Collections.Generic;
using System.Linq;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Graph.Rules;

/// <summary>The rules on the whole graph. Every problem is reported once, in the ordinal order of the keys.</summary>
internal static class GraphRules
{
    /// <summary>All problems of a graph.</summary>
    /// <param name="assets">The assets.</param>
    /// <param name="observers">The methods that observe external assets.</param>
    /// <param name="checks">The methods that check assets.</param>
    public static IReadOnlyList<GraphProblem> Check(IReadOnlyList<AssetShape> assets, IReadOnlyList<AssetShape> observers, IReadOnlyList<AssetShape> checks)
    {
        var byKey = ByKey(assets);
        var problems = new List<GraphProblem>(Duplicates(assets));
        problems.AddRange(SplitDomains(assets));
        problems.AddRange(Definitions(assets));
        foreach (var asset in assets)
        {
            foreach (var edge in asset.Edges)
            {
                Add(problems, EdgeRules.Check(asset, edge, Find(byKey, edge.Key), byKey.Values));
            }

            foreach (var key in asset.After)
            {
                Add(problems, EdgeRules.CheckAfter(asset, key, Find(byKey, key), byKey.Values));
            }
        }

        foreach (var observer in observers)
        {
            Add(problems, ObserverRules.Check(observer, Find(byKey, observer.Key), byKey.Values));
            foreach (var edge in observer.Edges)
            {
                Add(problems, EdgeRules.Check(observer, edge, Find(byKey, edge.Key), byKey.Values));
            }
        }

        foreach (var check in checks)
        {
            var asset = Find(byKey, check.Key);
            Add(problems, CheckRules.Check(check, asset, byKey.Values));
            foreach (var edge in check.Edges)
            {
                Add(problems, EdgeRules.Check(check with { Partitions = asset?.Partitions }, edge, Find(byKey, edge.Key), byKey.Values));
            }
        }

        problems.AddRange(ObserverRules.Duplicates(observers));
        problems.AddRange(CheckRules.Duplicates(checks));
        problems.AddRange(CheckRules.References(assets, byKey.Values));
        problems.AddRange(Cycles(CheckRules.WithChecks(assets, checks)));
        return [.. problems.Distinct().OrderBy(p => p.Asset, StringComparer.Ordinal).ThenBy(p => p.Id, StringComparer.Ordinal)];
    }

    /// <summary>Keys that more than one method makes; each further method, in ordinal order, is one problem.</summary>
    public static IEnumerable<GraphProblem> Duplicates(IEnumerable<AssetShape> assets)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var all = assets as IReadOnlyCollection<AssetShape> ?? assets.ToList();
        var twice = new HashSet<string>(all.Where(asset => !seen.Add(asset.Key)).Select(asset => asset.Key), StringComparer.Ordinal);
        foreach (var same in all.Where(asset => twice.Contains(asset.Key)).GroupBy(asset => asset.Key, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var makers = same.OrderBy(asset => asset.Source, StringComparer.Ordinal).ToList();
            foreach (var second in makers.Skip(1))
            {
                yield return new(GraphRuleIds.DuplicateKey,
                    $"'{makers[0].Source}' and '{second.Source}' both make the asset '{same.Key}'. Rename one of them.",
                    second.Key, second.Source, null);
            }
        }
    }

    /// <summary>Definitions of partitions that are not sound: of a catalog that was written by hand, for the compiler refuses them.</summary>
    public static IEnumerable<GraphProblem> Definitions(IEnumerable<AssetShape> assets) => assets
        .Where(asset => asset.Partitions is not null)
        .SelectMany(asset => PartitionRules.Check(asset.Partitions!).Select(problem => new GraphProblem(GraphRuleIds.Partitions, problem.Message, asset.Key, asset.Source, null)));

    /// <summary>Domains that more than one assembly declares: each of them is told once, at its ordinally first asset.</summary>
    public static IEnumerable<GraphProblem> SplitDomains(IEnumerable<AssetShape> assets)
    {
        foreach (var domain in assets.Where(asset => asset.Key.IndexOf('/') > 0).GroupBy(asset => asset.Key.Substring(0, asset.Key.LastIndexOf('/')), StringComparer.Ordinal))
        {
            var assemblies = domain.GroupBy(asset => asset.Assembly, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
            // Where they even make the same asset, that is told already.
            if (assemblies.Count < 2 || domain.GroupBy(asset => asset.Key, StringComparer.Ordinal).Any(same => same.Select(asset => asset.Assembly).Distinct(StringComparer.Ordinal).Count() > 1))
            {
                continue;
            }

            foreach (var one in assemblies)
            {
                var first = one.OrderBy(asset => asset.Source, StringComparer.Ordinal).ThenBy(asset => asset.Key, StringComparer.Ordinal).First();
                var others = string.Join(" and ", assemblies.Where(other => other != one).Select(other => $"'{other.Key}'"));
                yield return new(GraphRuleIds.SplitDomain,
                    $"'{first.Source}' declares an asset of the domain '{domain.Key}' in '{one.Key}', but {others} {(assemblies.Count == 2 ? "does" : "do")} so too. One domain lives in one assembly: move the assets, or give them another [Domain].",
                    first.Key, first.Source, null);
            }
        }
    }

    /// <summary>Circles, each once, from its ordinally first asset and with its path. [Self] is no circle.</summary>
    public static IEnumerable<GraphProblem> Cycles(IReadOnlyList<AssetShape> assets)
    {
        var byKey = ByKey(assets);
        var suspects = WithoutOrder(byKey);
        foreach (var component in StronglyConnected.Components(suspects.OrderBy(k => k, StringComparer.Ordinal), key => Upstreams(byKey, key)))
        {
            if (component.Count == 1)
            {
                continue;
            }

            var first = byKey[component.OrderBy(key => key, StringComparer.Ordinal).First()];
            var path = ShortestWayBack(first.Key, byKey, [.. component]);
            var parameter = first.Edges.FirstOrDefault(edge => edge.Key == path[1])?.Parameter;
            yield return new(GraphRuleIds.Cycle,
                $"The assets depend on each other in a circle: {string.Join(" -> ", path)}. Each arrow reads 'needs'.",
                first.Key, first.Source, parameter);
        }
    }

    // What Kahn's algorithm cannot put into an order: the circles and what depends on them. Nearly always nothing, and
    // found much faster than the components themselves.
    private static Dictionary<string, int>.KeyCollection WithoutOrder(Dictionary<string, AssetShape> byKey)
    {
        var waitsFor = new Dictionary<string, int>(byKey.Count, StringComparer.Ordinal);
        var readers = new Dictionary<string, List<string>>(byKey.Count, StringComparer.Ordinal);
        var ready = new Stack<string>();
        foreach (var asset in byKey.Values)
        {
            var upstreams = asset.Edges.Where(edge => !edge.IsSelf).Select(edge => edge.Key).Concat(asset.After);
            var count = 0;
            foreach (var upstream in upstreams)
            {
                if (upstream != asset.Key && byKey.ContainsKey(upstream))
                {
                    count++;
                    if (!readers.TryGetValue(upstream, out var list))
                    {
                        readers.Add(upstream, list = []);
                    }

                    list.Add(asset.Key);
                }
            }

            waitsFor.Add(asset.Key, count);
            if (count == 0)
            {
                ready.Push(asset.Key);
            }
        }

        while (ready.Count > 0)
        {
            var key = ready.Pop();
            waitsFor.Remove(key);
            if (!readers.TryGetValue(key, out var list))
            {
                continue;
            }

            foreach (var reader in list)
            {
                if (--waitsFor[reader] == 0)
                {
                    ready.Push(reader);
                }
            }
        }

        return waitsFor.Keys;
    }

    private static List<string> ShortestWayBack(string start, Dictionary<string, AssetShape> byKey, HashSet<string> within)
    {
        var cameFrom = new Dictionary<string, string>(StringComparer.Ordinal);
        var visited = new HashSet<string>(StringComparer.Ordinal);
        var queue = new Queue<string>([start]);
        while (queue.Count > 0)
        {
            var key = queue.Dequeue();
            foreach (var upstream in Upstreams(byKey, key).Where(within.Contains))
            {
                if (upstream == start)
                {
                    var path = new List<string> { start };
                    for (var at = key; at != start; at = cameFrom[at])
                    {
                        path.Add(at);
                    }

                    path.Add(start);
                    path.Reverse();
                    return path;
                }

                if (visited.Add(upstream))
                {
                    cameFrom[upstream] = key;
                    queue.Enqueue(upstream);
                }
            }
        }

        throw new InvalidOperationException($"No way back to '{start}' in its own component.");
    }

    private static IEnumerable<string> Upstreams(Dictionary<string, AssetShape> byKey, string key) =>
        byKey[key].Edges.Where(edge => !edge.IsSelf).Select(edge => edge.Key).Concat(byKey[key].After)
            .Where(upstream => upstream != key && byKey.ContainsKey(upstream))
            .Distinct(StringComparer.Ordinal).OrderBy(k => k, StringComparer.Ordinal);

    // Of two assets with one key the one whose method comes first counts, whatever order they come in.
    private static Dictionary<string, AssetShape> ByKey(IEnumerable<AssetShape> assets)
    {
        var byKey = new Dictionary<string, AssetShape>(StringComparer.Ordinal);
        foreach (var asset in assets)
        {
            if (!byKey.TryGetValue(asset.Key, out var other) || string.CompareOrdinal(asset.Source, other.Source) < 0)
            {
                byKey[asset.Key] = asset;
            }
        }

        return byKey;
    }

    private static void Add(List<GraphProblem> problems, GraphProblem? problem)
    {
        if (problem is not null)
        {
            problems.Add(problem);
        }
    }

    private static AssetShape? Find(Dictionary<string, AssetShape> byKey, string key) => byKey.TryGetValue(key, out var asset) ? asset : null;
}
