using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Cli.Writers;

/// <summary>The part of a graph that is to be drawn: some assets, and the edges between them.</summary>
internal sealed class GraphPicture
{
    public GraphPicture(IReadOnlyList<AssetNode> assets)
    {
        Assets = assets;
        var drawn = assets.Select(asset => asset.Key).ToHashSet();
        Edges = [.. assets.SelectMany(asset => asset.Upstreams.Where(up => drawn.Contains(up.Key)).Select(up => (From: up.Key, To: asset.Key)))];
    }

    /// <summary>The assets, in the order of their keys.</summary>
    public IReadOnlyList<AssetNode> Assets { get; }

    /// <summary>From an asset to its reader.</summary>
    public IReadOnlyList<(AssetKey From, AssetKey To)> Edges { get; }

    /// <summary>The assets by domain, in ordinal order of the domains.</summary>
    public IEnumerable<IGrouping<string, AssetNode>> Domains =>
        Assets.GroupBy(asset => asset.Key.Domain, StringComparer.Ordinal).OrderBy(domain => domain.Key, StringComparer.Ordinal);
}
