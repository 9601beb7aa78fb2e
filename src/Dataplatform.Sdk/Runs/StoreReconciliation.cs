using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Graph;
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
    public static async ValueTask<Publications> RunAsync(
        IEventLog log, IRunLeases leases, AssetGraph graph, IEnumerable<IAssetStore> stores, CancellationToken cancellationToken)
    {
        var heads = new List<PublishedAsset>();
        var homes = new Dictionary<AssetKey, IAssetStore>();
        foreach (var store in stores)
        {
            foreach (var head in await store.ListAsync(cancellationToken))
            {
                heads.Add(head);
                homes[head.Key] = store;
            }
        }

        // In this order: a run that ends in between has told by then.
        var running = (await leases.LeasesAsync(cancellationToken)).Select(lease => lease.RunId).ToHashSet();
        var known = await RecordsAsync(log, cancellationToken);
        var missed = heads.Where(head => known.GetValueOrDefault(head.Key)?.Latest?.Version != head.Version)
            .ToLookup(head => head.RestoredAt is null && running.Contains(head.RunId));
        if (missed[false].Any())
        {
            var told = new List<RunEvent>();
            foreach (var head in missed[false])
            {
                if (head.Partitions is not null)
                {
                    // What is not divided any more in the code of today is made anew, whatever there is.
                    told.AddRange(graph.TryGet(head.Key, out var node) && node.Step.Partitions is not null
                        ? await new PartitionReconciliation(log, graph, heads, known, running).MissedAsync(homes[head.Key], node, cancellationToken)
                        : []);
                    continue;
                }

                // Who rolled it back has not said so, or what it withdrew was told later.
                told.Add(head.RestoredAt is { } restored
                    ? await RollbackHistory.TellAsync(log, RunId.At(restored), head, known.GetValueOrDefault(head.Key)?.Latest?.Version, cancellationToken)
                    : Event(head));
            }

            await log.AppendAsync(told, cancellationToken);
            known = await RecordsAsync(log, cancellationToken);
        }

        // A run that goes on will say more of them than a store knows, and of two that tell the first counts.
        foreach (var head in missed[true].Where(head => head.Partitions is null && known.GetValueOrDefault(head.Key)?.Latest?.Version != head.Version))
        {
            var before = known.GetValueOrDefault(head.Key);
            known[head.Key] = AssetRecord.Apply(before, head.Key, new LoggedEvent((before?.LatestPosition ?? 0) + 1, Event(head)));
        }

        return new Publications(heads.ToDictionary(head => head.Key), known);
    }

    private static async ValueTask<Dictionary<AssetKey, AssetRecord>> RecordsAsync(IEventLog log, CancellationToken cancellationToken) =>
        (await log.AssetsAsync(cancellationToken)).ToDictionary(asset => asset.Key);

    private static RunEvent.AssetMaterialized Event(PublishedAsset head) => new(
        head.RunId, head.PublishedAt, head.Key, head.Version, head.Rows, Bytes: null, TimeSpan.Zero, NoMetadata)
    {
        DataVersion = head.DataVersion,
    };
}
