namespace Dataplatform.Sdk.Events;

/// <summary>
/// Finds what a retention has kept of one asset, without looking at all of them for each: there may be ten thousand. It follows from the
/// event's list and says nothing of its own, so that two of them are always equal.
/// </summary>
internal sealed class RetainedFacts
{
    private Index? _known;

    public AssetRecord? Find(IReadOnlyList<AssetRecord> assets, AssetKey key)
    {
        if (_known is not { } known || !ReferenceEquals(known.Of, assets))
        {
            var byKey = new Dictionary<AssetKey, AssetRecord>(assets.Count);
            foreach (var asset in assets)
            {
                byKey.TryAdd(asset.Key, asset);
            }

            _known = known = new Index(assets, byKey);
        }

        return known.ByKey.GetValueOrDefault(key);
    }

    public override bool Equals(object? obj) => obj is RetainedFacts;

    public override int GetHashCode() => 0;

    private sealed record Index(IReadOnlyList<AssetRecord> Of, Dictionary<AssetKey, AssetRecord> ByKey);
}
