using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Runs;

/// <summary>What a run planned and did not publish.</summary>
internal static class RunRemainder
{
    /// <summary>The assets, in the order of the plan.</summary>
    /// <exception cref="DataplatformException">One of them is gone from the code.</exception>
    public static async ValueTask<IReadOnlyList<AssetKey>> OfAsync(IEventLog log, RunRecord run, AssetGraph graph, CancellationToken cancellationToken)
    {
        var planned = new List<AssetKey>();
        var done = new HashSet<AssetKey>();
        await foreach (var logged in log.ReadAsync(run.Id, cancellationToken))
        {
            switch (logged.Event)
            {
                case RunEvent.RunStarted started:
                    planned.AddRange(started.Assets);
                    break;
                case RunEvent.AssetMaterialized materialized:
                    done.Add(materialized.Key);
                    break;
            }
        }

        var left = planned.Where(key => !done.Contains(key)).ToList();
        return left.FirstOrDefault(key => !graph.TryGet(key, out _)) is { Path.Length: > 0 } gone
            ? throw new DataplatformException($"Run {run.Id.Short} had planned '{gone}', which is no longer an asset of this app. Materialize what you want of the rest with --select.")
            : left;
    }
}
