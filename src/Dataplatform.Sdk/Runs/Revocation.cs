using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Runs;

/// <summary>Tells the stores that a run was given up: whatever it has begun, it publishes nothing more.</summary>
internal sealed class Revocation(IEventLog log, StoreRegistry stores, AssetGraph graph)
{
    public async ValueTask RevokeAsync(RunLease lease, CancellationToken cancellationToken)
    {
        await foreach (var logged in log.ReadAsync(lease.RunId, cancellationToken))
        {
            if (logged.Event is RunEvent.RunStarted started)
            {
                var divided = started.Slices.Where(slice => graph.TryGet(slice.Asset, out _)).GroupBy(slice => slice.Asset).ToDictionary(asset => asset.Key, asset => asset.SelectMany(slice => slice.Partitions).ToList());
                foreach (var (key, partitions) in divided.Where(asset => stores.Has(graph[asset.Key].Definition.Store)))
                {
                    await (await stores.OpenAsync(graph[key].Definition.Store, cancellationToken)).RevokeAsync(key, partitions, cancellationToken);
                }

                foreach (var group in started.Assets.Where(key => graph.TryGet(key, out _) && !divided.ContainsKey(key)).GroupBy(key => graph[key].Definition.Store).Where(group => stores.Has(group.Key)))
                {
                    await (await stores.OpenAsync(group.Key, cancellationToken)).RevokeAsync([.. group], cancellationToken);
                }

                return;
            }
        }
    }
}
