namespace Dataplatform.Sdk.Graph;

/// <summary>Kahn's algorithm with a priority queue: of all assets that may come next, the ordinally first does.</summary>
internal static class TopologicalOrder
{
    /// <summary>Orders the nodes, which come in ordinal order, and tells each its place. The graph rules have made sure that
    /// there is no cycle.</summary>
    public static AssetNode[] Of(AssetNode[] ordinal)
    {
        var waitsFor = new int[ordinal.Length];
        var ready = new PriorityQueue<AssetNode, int>();
        foreach (var node in ordinal)
        {
            waitsFor[node.Rank] = node.Upstreams.Count;
            if (node.Upstreams.Count == 0)
            {
                ready.Enqueue(node, node.Rank);
            }
        }

        var order = new AssetNode[ordinal.Length];
        var place = 0;
        while (ready.TryDequeue(out var node, out _))
        {
            node.Index = place;
            order[place++] = node;
            foreach (var reader in node.Downstreams)
            {
                if (--waitsFor[reader.Rank] == 0)
                {
                    ready.Enqueue(reader, reader.Rank);
                }
            }
        }

        return order;
    }
}
