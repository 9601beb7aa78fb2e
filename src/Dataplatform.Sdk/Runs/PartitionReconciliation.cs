using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Status;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Runs;

/// <summary>Finds the partitions that a store has published and that the log was not told of.</summary>
internal static class PartitionReconciliation
{
    // The log refuses a version that it has, but one that retention has deleted it would take for news.
    private static readonly TimeSpan Recent = TimeSpan.FromHours(1);

    private static readonly Dictionary<string, MetadataValue> NoMetadata = [];

    /// <summary>What the log is to be told, an event for each version.</summary>
    /// <param name="log">The log.</param>
    /// <param name="store">The store.</param>
    /// <param name="node">The asset.</param>
    /// <param name="known">What the log knows of it; null for nothing.</param>
    /// <param name="running">Runs that go on and will tell themselves.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async ValueTask<IReadOnlyList<RunEvent>> MissedAsync(
        IEventLog log, IAssetStore store, AssetNode node, AssetRecord? known, IReadOnlySet<RunId> running, CancellationToken cancellationToken)
    {
        var shape = PartitionShape.Of(node.Step.Partitions);
        var told = new PartitionStates(shape, await log.PartitionsAsync(node.Key, cancellationToken));
        var published = await store.PartitionsAsync(node.Key, partitions: null, cancellationToken);
        return
        [
            .. published
                .Where(partition => !running.Contains(partition.RunId) && IsNews(partition) && PartitionKeys.IsPossible(shape, partition.Key))
                .GroupBy(partition => (partition.Version, partition.RunId))
                .Select(version => new RunEvent.AssetMaterialized(
                    version.Key.RunId, version.Max(partition => partition.PublishedAt), node.Key, version.Key.Version, version.Sum(partition => partition.Rows), Bytes: null, TimeSpan.Zero, NoMetadata)
                {
                    Partitions =
                    [
                        .. PartitionBook.PlacesOf(node.Step, version.Select(partition => partition.Key))
                            .Zip(version, (place, partition) => new MaterializedPartition(place, partition.Rows) { DataVersion = partition.DataVersion }),
                    ],
                }),
        ];

        bool IsNews(PublishedPartition partition) =>
            told.Find(partition.Key) is not { IsMaterialized: true } || known?.Latest is not { } latest || partition.PublishedAt > latest.Time - Recent;
    }
}
