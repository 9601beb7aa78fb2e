using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Stores;
using Dataplatform.Sdk.Status;

namespace Dataplatform.Sdk.Runs;

/// <summary>
/// Tells the log what it missed: stores decide what is published, and a process may die between publishing and saying so. The
/// version's id makes it the same event, whoever appends it.
/// </summary>
internal static class StoreReconciliation
{
    private static readonly Dictionary<string, MetadataValue> NoMetadata = [];

    /// <summary>Appends the heads of stores that the log does not know.</summary>
    /// <returns>What is published in these stores, and what the log knows of each asset now.</returns>
    public static async ValueTask<Publications> RunAsync(IEventLog log, IEnumerable<IAssetStore> stores, CancellationToken cancellationToken)
    {
        var heads = new List<PublishedAsset>();
        foreach (var store in stores)
        {
            heads.AddRange(await store.ListAsync(cancellationToken));
        }

        var known = await RecordsAsync(log, cancellationToken);
        var missed = heads.Where(head => known.GetValueOrDefault(head.Key)?.Latest?.Version != head.Version).ToList();
        if (missed.Count > 0)
        {
            await log.AppendAsync([.. missed.Select(Event)], cancellationToken);
            known = await RecordsAsync(log, cancellationToken);
        }

        return new Publications(heads.ToDictionary(head => head.Key), known);
    }

    private static async ValueTask<Dictionary<AssetKey, AssetRecord>> RecordsAsync(IEventLog log, CancellationToken cancellationToken) =>
        (await log.AssetsAsync(cancellationToken)).ToDictionary(asset => asset.Key);

    private static RunEvent Event(PublishedAsset head) => new RunEvent.AssetMaterialized(
        head.RunId, head.PublishedAt, head.Key, head.Version, head.Rows, Bytes: null, TimeSpan.Zero, NoMetadata)
    {
        DataVersion = head.DataVersion,
    };
}
