using System.Collections.Concurrent;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Execution;

/// <summary>Which version of each asset is published, as far as a run knows: what was there when it began, and what it publishes itself.</summary>
internal sealed class VersionBook
{
    private readonly ConcurrentDictionary<AssetKey, (string? Version, string? DataVersion)> _versions = new();

    public void Put(AssetKey key, string? version, string? dataVersion) => _versions[key] = (version, dataVersion);

    /// <summary>Whether an input that was once read is still the same: the same version, or another one with the same data.</summary>
    public bool IsUnchanged(InputVersion read)
    {
        var known = _versions.GetValueOrDefault(read.Key);
        return read.Version is null || read.Version == known.Version || (read.DataVersion is { } data && data == known.DataVersion);
    }

    /// <summary>What a step reads when it reads an asset: the asset, and where that is a query, what the query reads in turn.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="key">The asset.</param>
    /// <param name="codeVersionOf">The code version of an asset: what a query is known by.</param>
    /// <param name="pinned">The version that the step's store has pinned; null if it pins none.</param>
    public IReadOnlyList<InputVersion> Read(AssetGraph graph, AssetKey key, Func<AssetKey, string?> codeVersionOf, string? pinned)
    {
        // By hand, because queries over queries may be many.
        var inputs = new List<InputVersion>();
        var seen = new HashSet<AssetKey> { key };
        var left = new Stack<AssetKey>([key]);
        while (left.TryPop(out var next))
        {
            var known = _versions.GetValueOrDefault(next);
            if (graph.TryGet(next, out var node) && !node.Definition.IsExternal && node.Definition.As is Materialize.View or Materialize.Ephemeral)
            {
                inputs.Add(new InputVersion(next, null, codeVersionOf(next)));
                foreach (var input in node.Step.Inputs.Where(input => !input.IsSelf && seen.Add(input.Key)))
                {
                    left.Push(input.Key);
                }
            }
            else
            {
                var version = (next == key ? pinned : null) ?? known.Version;
                inputs.Add(new InputVersion(next, version, version == known.Version ? known.DataVersion : null));
            }
        }

        return inputs;
    }
}
