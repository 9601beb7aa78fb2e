namespace Dataplatform.Sdk.Status;

/// <summary>How all assets of a graph stand.</summary>
/// <param name="Assets">Each asset, upstreams before their readers.</param>
internal sealed record FreshnessReport(IReadOnlyDictionary<AssetKey, AssetFreshness> Assets)
{
    /// <summary>The chain of reasons of an asset, down to what changed first: <c>b is stale: a is stale: its code changed</c>.</summary>
    public string? Explain(AssetKey key) => Explain(key, []);

    private string? Explain(AssetKey key, HashSet<AssetKey> seen)
    {
        if (!Assets.TryGetValue(key, out var asset) || asset.Reasons.Count == 0 || !seen.Add(key))
        {
            return null;
        }

        // An asset's own reason says more than one that it has from somewhere else.
        var reason = asset.Reasons.FirstOrDefault(reason => !reason.IsInherited) ?? asset.Reasons[0];
        return reason is { IsInherited: true, Upstream: { } upstream } && Explain(upstream, seen) is { } further ? $"{reason.Text}: {further}" : reason.Text;
    }
}
