using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Selection;

/// <summary>Finds the assets of a selection in a graph.</summary>
internal sealed class SelectionResolver(AssetGraph graph)
{
    private AssetSet? _computed;

    // External assets are nothing to compute, so "everything" leaves them out; they are selected by key and as neighbours.
    private AssetSet Computed => _computed ??= Where(node => !node.Definition.IsExternal);

    /// <summary>The assets; the caller owns the set.</summary>
    public AssetSet Resolve(SelectionNode node) => node switch
    {
        SelectionNode.Everything => Computed.Copy(),
        SelectionNode.Clause clause => SelectionNames.Resolve(graph, clause),
        SelectionNode.AnyOf any => Union(any.Operands),
        SelectionNode.AllOf all => Intersection(all.Operands),
        SelectionNode.Not not => Intersection([not]),
        SelectionNode.Traverse traverse => Neighbours(traverse),
        SelectionNode.Ends ends => Ends(ends),
        _ => throw new InvalidOperationException($"Unknown selection '{node.GetType().Name}'."),
    };

    private AssetSet Where(Func<AssetNode, bool> predicate)
    {
        var set = new AssetSet(graph.Assets.Count);
        foreach (var node in graph.Assets)
        {
            if (predicate(node))
            {
                set.Add(node.Index);
            }
        }

        return set;
    }

    private AssetSet Union(IReadOnlyList<SelectionNode> operands)
    {
        var result = new AssetSet(graph.Assets.Count);
        foreach (var operand in operands)
        {
            result.UnionWith(Resolve(operand));
        }

        return result;
    }

    // "a and not b" takes b away from a: were "not b" computed by itself, it would drop external assets of a.
    private AssetSet Intersection(IReadOnlyList<SelectionNode> operands)
    {
        AssetSet? result = null;
        foreach (var operand in operands)
        {
            if (operand is not SelectionNode.Not)
            {
                var selected = Resolve(operand);
                if (result is null)
                {
                    result = selected;
                }
                else
                {
                    result.IntersectWith(selected);
                }
            }
        }

        result ??= Computed.Copy();
        foreach (var operand in operands)
        {
            if (operand is SelectionNode.Not not)
            {
                result.ExceptWith(Resolve(not.Operand));
            }
        }

        return result;
    }

    private AssetSet Neighbours(SelectionNode.Traverse traverse)
    {
        var start = Resolve(traverse.Operand);
        var result = start.Copy();
        Spread(start, traverse.Upstream, node => node.Upstreams, result);
        Spread(start, traverse.Downstream, node => node.Downstreams, result);
        return result;
    }

    private void Spread(AssetSet start, int depth, Func<AssetNode, IReadOnlyList<AssetNode>> next, AssetSet result)
    {
        if (depth <= 0)
        {
            return;
        }

        // Breadth first, in a set of its own: what the other direction has reached is no reason to stop here.
        var seen = start.Copy();
        List<AssetNode> edge = [.. start.Select(index => graph.Assets[index])];
        for (var distance = 0; distance < depth && edge.Count > 0; distance++)
        {
            var further = new List<AssetNode>();
            foreach (var node in edge)
            {
                var neighbours = next(node);
                for (var i = 0; i < neighbours.Count; i++)
                {
                    if (seen.Add(neighbours[i].Index))
                    {
                        further.Add(neighbours[i]);
                    }
                }
            }

            edge = further;
        }

        result.UnionWith(seen);
    }

    private AssetSet Ends(SelectionNode.Ends ends)
    {
        var within = ends.Operand is null ? Computed : Resolve(ends.Operand);
        var needed = NeededByOthers(within);
        if (!ends.AreRoots)
        {
            return Where(node => within.Contains(node.Index) && !needed.Contains(node.Index));
        }

        // An external asset is nothing to begin with where something computed from it is selected too.
        var needing = NeedingOthers(within);
        return Where(node => within.Contains(node.Index) && !(node.Definition.IsExternal ? needed : needing).Contains(node.Index));
    }

    // What depends, however far, on a computed asset of the set. The graph's order makes one pass enough.
    private AssetSet NeedingOthers(AssetSet within)
    {
        var needing = new AssetSet(graph.Assets.Count);
        foreach (var node in graph.Assets)
        {
            foreach (var upstream in node.Upstreams)
            {
                if (needing.Contains(upstream.Index) || (within.Contains(upstream.Index) && !upstream.Definition.IsExternal))
                {
                    needing.Add(node.Index);
                    break;
                }
            }
        }

        return needing;
    }

    private AssetSet NeededByOthers(AssetSet within)
    {
        var needed = new AssetSet(graph.Assets.Count);
        for (var i = graph.Assets.Count - 1; i >= 0; i--)
        {
            foreach (var reader in graph.Assets[i].Downstreams)
            {
                if (needed.Contains(reader.Index) || within.Contains(reader.Index))
                {
                    needed.Add(i);
                    break;
                }
            }
        }

        return needed;
    }
}
