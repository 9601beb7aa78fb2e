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
    public IEnumerable<InputVersion> Read(AssetGraph graph, AssetKey key, Func<AssetKey, string?> codeVersionOf, string? pinned)
    {
        var known = _versions.GetValueOrDefault(key);
        var version = pinned ?? known.Version;
        if (!graph.TryGet(key, out var node) || node.Definition.IsExternal || node.Definition.As is not (Materialize.View or Materialize.Ephemeral))
        {
            yield return new InputVersion(key, version, version == known.Version ? known.DataVersion : null);
        }
        else
        {
            yield return new InputVersion(key, null, codeVersionOf(key));
            foreach (var input in node.Step.Inputs.Where(input => !input.IsSelf).SelectMany(input => Read(graph, input.Key, codeVersionOf, null)))
            {
                yield return input;
            }
        }
    }
}
