using System;
using System.Collections.Generic;
using System.Linq;

namespace Dataplatform.Sdk.Graph.Rules;

/// <summary>The rules on the whole graph. Every problem is reported once, in the ordinal order of the keys.</summary>
internal static class GraphRules
{
    /// <summary>All problems of a graph.</summary>
    public static IReadOnlyList<GraphProblem> Check(IReadOnlyList<AssetShape> assets)
    {
        var byKey = ByKey(assets);
        var problems = new List<GraphProblem>(Duplicates(assets));
        foreach (var asset in assets)
        {
            problems.AddRange(asset.Edges
                .Select(edge => EdgeRules.Check(asset, edge, Find(byKey, edge.Key), byKey.Keys))
                .Concat(asset.After.Select(key => EdgeRules.CheckAfter(asset, key, Find(byKey, key), byKey.Keys)))
                .OfType<GraphProblem>());
        }

        problems.AddRange(Cycles(assets));
        return [.. problems.Distinct().OrderBy(p => p.Asset, StringComparer.Ordinal).ThenBy(p => p.Id, StringComparer.Ordinal)];
    }

    /// <summary>Keys that more than one method makes; each further method, in ordinal order, is one problem.</summary>
    public static IEnumerable<GraphProblem> Duplicates(IEnumerable<AssetShape> assets)
    {
        foreach (var same in assets.GroupBy(asset => asset.Key, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
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

    /// <summary>Circles, each once, from its ordinally first asset and with its path. [Self] is no circle.</summary>
    public static IEnumerable<GraphProblem> Cycles(IReadOnlyList<AssetShape> assets)
    {
        var byKey = ByKey(assets);
        foreach (var component in StronglyConnected.Components(byKey.Keys.OrderBy(k => k, StringComparer.Ordinal), key => Upstreams(byKey, key)))
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

    private static Dictionary<string, AssetShape> ByKey(IEnumerable<AssetShape> assets) =>
        assets.GroupBy(asset => asset.Key, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.OrderBy(asset => asset.Source, StringComparer.Ordinal).First(), StringComparer.Ordinal);

    private static AssetShape? Find(Dictionary<string, AssetShape> byKey, string key) => byKey.TryGetValue(key, out var asset) ? asset : null;
}
