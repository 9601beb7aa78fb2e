using System.Collections.Concurrent;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Execution;

/// <summary>Which version of each asset is published, as far as a run knows: what was there when it began, and what it publishes itself.</summary>
internal sealed class VersionBook
{
    private readonly ConcurrentDictionary<AssetKey, (string? Version, string? DataVersion)> _versions = new();

    public void Put(AssetKey key, string? version, string? dataVersion) => _versions[key] = (version, dataVersion);

    /// <summary>What a step reads when it reads an asset: the asset, and where that is a query, what the query reads in turn.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="key">The asset.</param>
    /// <param name="pinned">The version that the step's store has pinned; null if it pins none.</param>
    public IEnumerable<InputVersion> Read(AssetGraph graph, AssetKey key, string? pinned)
    {
        var known = _versions.GetValueOrDefault(key);
        var version = pinned ?? known.Version;
        yield return new InputVersion(key, version, version == known.Version ? known.DataVersion : null);
        if (graph.TryGet(key, out var node) && !node.Definition.IsExternal && node.Definition.As is Materialize.View or Materialize.Ephemeral)
        {
            foreach (var input in node.Step.Inputs.Where(input => !input.IsSelf).SelectMany(input => Read(graph, input.Key, null)))
            {
                yield return input;
            }
        }
    }
}
