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
                foreach (var group in started.Assets.Where(key => graph.TryGet(key, out _)).GroupBy(key => graph[key].Definition.Store).Where(group => stores.Has(group.Key)))
                {
                    await (await stores.OpenAsync(group.Key, cancellationToken)).RevokeAsync([.. group], cancellationToken);
                }

                return;
            }
        }
    }
}
