namespace Dataplatform.Sdk.Graph;

/// <summary>Kahn's algorithm with a priority queue: of all assets that may come next, the ordinally first does.</summary>
internal static class TopologicalOrder
{
    /// <summary>Orders the nodes and tells each its place. The graph rules have made sure that there is no cycle.</summary>
    public static IReadOnlyList<AssetNode> Of(IReadOnlyCollection<AssetNode> nodes)
    {
        AssetNode[] ordinal = [.. nodes.OrderBy(node => node.Key)];
        for (var rank = 0; rank < ordinal.Length; rank++)
        {
            ordinal[rank].Index = rank;
        }

        var waitsFor = new int[ordinal.Length];
        var ready = new PriorityQueue<AssetNode, int>();
        foreach (var node in ordinal)
        {
            waitsFor[node.Index] = node.Upstreams.Count;
            if (node.Upstreams.Count == 0)
            {
                ready.Enqueue(node, node.Index);
            }
        }

        var order = new List<AssetNode>(ordinal.Length);
        while (ready.TryDequeue(out var node, out _))
        {
            order.Add(node);
            foreach (var reader in node.Downstreams)
            {
                if (--waitsFor[reader.Index] == 0)
                {
                    ready.Enqueue(reader, reader.Index);
                }
            }
        }

        // Only now: until here the index was the ordinal rank, which the loop above still needed.
        for (var place = 0; place < order.Count; place++)
        {
            order[place].Index = place;
        }

        return order;
    }
}
