namespace Dataplatform.Sdk.Status;

/// <summary>How all assets of a graph stand.</summary>
/// <param name="Assets">Each asset, upstreams before their readers.</param>
internal sealed record FreshnessReport(IReadOnlyDictionary<AssetKey, AssetFreshness> Assets)
{
    private const int LongestChain = 6;

    /// <summary>The chain of reasons of an asset, down to what changed first: <c>b is stale: a is stale: its code changed</c>.</summary>
    public string? Explain(AssetKey key)
    {
        var chain = new List<string>();
        var seen = new HashSet<AssetKey>();
        for (AssetKey? next = key; next is { } current && seen.Add(current) && Assets.TryGetValue(current, out var asset) && asset.Reasons.Count > 0;)
        {
            // An asset's own reason says more than one that it has from somewhere else.
            var reason = asset.Reasons.FirstOrDefault(reason => !reason.IsInherited) ?? asset.Reasons[0];
            chain.Add(reason.Text);
            next = reason.IsInherited ? reason.Upstream : null;
        }

        return chain.Count switch
        {
            0 => null,
            <= LongestChain => string.Join(": ", chain),

            // The middle of a long chain says nothing that its ends do not.
            _ => $"{string.Join(": ", chain.Take(LongestChain - 2))}: … {string.Join(": ", chain.TakeLast(2))}",
        };
    }
}
