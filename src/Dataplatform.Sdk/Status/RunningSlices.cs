using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Status;

/// <summary>What a run that goes on is still to make.</summary>
internal static class RunningSlices
{
    /// <summary>Its slices, without the partitions that have ended one way or the other.</summary>
    public static async ValueTask<IReadOnlyList<AssetSlice>> ReadAsync(IEventLog log, RunId run, CancellationToken cancellationToken)
    {
        var left = new Dictionary<AssetKey, HashSet<PartitionKey>>();
        await foreach (var logged in log.ReadAsync(run, cancellationToken))
        {
            switch (logged.Event)
            {
                case RunEvent.RunStarted started:
                    foreach (var slice in started.Slices)
                    {
                        left.TryAdd(slice.Asset, []);
                        left[slice.Asset].UnionWith(slice.Partitions);
                    }

                    break;

                case RunEvent.AssetMaterialized done:
                    Remove(done.Key, done.Partitions.Select(partition => partition.Place));
                    break;

                case RunEvent.AssetFailed failed:
                    Remove(failed.Key, failed.Partitions);
                    break;

                case RunEvent.AssetSkipped skipped:
                    Remove(skipped.Key, skipped.Partitions);
                    break;

                case RunEvent.AssetCancelled cancelled:
                    Remove(cancelled.Key, cancelled.Partitions);
                    break;
            }
        }

        return [.. left.Where(asset => asset.Value.Count > 0).Select(asset => new AssetSlice(asset.Key, [.. asset.Value]))];

        void Remove(AssetKey key, IEnumerable<PartitionPlace> places) => left.GetValueOrDefault(key)?.ExceptWith(places.Select(place => place.Key));
    }
}
