using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Status;

/// <summary>What is published, and what the log knows of it.</summary>
/// <param name="Heads">The heads of the stores that were asked.</param>
/// <param name="Records">Every asset that the log knows.</param>
internal sealed record Publications(IReadOnlyDictionary<AssetKey, PublishedAsset> Heads, IReadOnlyDictionary<AssetKey, AssetRecord> Records)
{
    /// <summary>How the published version of an asset came to be; null if there is none, or the log does not know it as the latest.</summary>
    public Materialization? Of(AssetKey key) =>
        Records.GetValueOrDefault(key)?.Latest is { } latest && (!Heads.TryGetValue(key, out var head) || head.Version == latest.Version) ? latest : null;
}
