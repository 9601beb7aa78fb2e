using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Runs;

/// <summary>What a run planned and did not publish. Of a backfill, whose runs make partitions, <see cref="BackfillRest"/> says what is left.</summary>
internal static class RunRemainder
{
    /// <summary>The assets, in the order of the plan.</summary>
    /// <exception cref="DataplatformException">One of them is gone from the code.</exception>
    public static async ValueTask<IReadOnlyList<AssetKey>> OfAsync(IEventLog log, RunRecord run, AssetGraph graph, CancellationToken cancellationToken)
    {
        // Whatever a run that succeeded did not publish, it left out by choice.
        if (run.State == RunState.Succeeded)
        {
            return [];
        }

        var planned = new List<AssetKey>();
        await foreach (var logged in log.ReadAsync(run.Id, cancellationToken))
        {
            if (logged.Event is RunEvent.RunStarted started)
            {
                planned.AddRange(started.Assets);
            }
        }

        var done = await DoneAsync(log, run.Id, cancellationToken);
        var left = planned.Where(key => !done.Contains(key)).ToList();
        return left.FirstOrDefault(key => !graph.TryGet(key, out _)) is { Path.Length: > 0 } gone
            ? throw new DataplatformException($"Run {run.Id.Short} had planned '{gone}', which is no longer an asset of this app. Materialize what you want of the rest with --select.")
            : left;
    }

    /// <summary>What a run and those that went on from it have published, or left out by choice.</summary>
    public static async ValueTask<IReadOnlySet<AssetKey>> DoneAsync(IEventLog log, RunId run, CancellationToken cancellationToken)
    {
        var runs = new HashSet<RunId> { run };
        foreach (var later in (await log.RunsAsync(int.MaxValue, cancellationToken)).Reverse())
        {
            if (later.Launch.ResumedFrom is { } before && runs.Contains(before))
            {
                runs.Add(later.Id);
            }
        }

        var done = new HashSet<AssetKey>();
        foreach (var id in runs)
        {
            await foreach (var logged in log.ReadAsync(id, cancellationToken))
            {
                if (logged.Event is RunEvent.AssetMaterialized { Key: var published })
                {
                    done.Add(published);
                }
                else if (logged.Event is RunEvent.AssetObserved { Key: var observed })
                {
                    done.Add(observed);
                }
                else if (logged.Event is RunEvent.AssetSkipped { Key: var skipped, IsByChoice: true })
                {
                    done.Add(skipped);
                }
            }
        }

        return done;
    }
}
