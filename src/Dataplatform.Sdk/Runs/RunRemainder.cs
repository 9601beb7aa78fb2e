using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Runs;

/// <summary>What a run planned and did not publish.</summary>
internal static class RunRemainder
{
    /// <summary>What is left.</summary>
    /// <exception cref="DataplatformException">An asset of it is gone from the code.</exception>
    public static async ValueTask<LeftWork> OfAsync(IEventLog log, RunRecord run, AssetGraph graph, CancellationToken cancellationToken)
    {
        // Whatever a run that succeeded did not publish, it left out by choice.
        if (run.State == RunState.Succeeded)
        {
            return LeftWork.None;
        }

        var planned = new List<AssetKey>();
        var slices = new List<AssetSlice>();
        await foreach (var logged in log.ReadAsync(run.Id, cancellationToken))
        {
            if (logged.Event is RunEvent.RunStarted started)
            {
                planned.AddRange(started.Assets);
                slices.AddRange(started.Slices);
            }
        }

        var done = await DoneAsync(log, run.Id, cancellationToken);
        var divided = slices.ToLookup(slice => slice.Asset, slice => slice.Partitions);
        var partitions = divided.Select(asset => (asset.Key, Left: asset.SelectMany(keys => keys).Where(key => !done.Contains(asset.Key, key)).Distinct().ToList()))
            .Where(asset => asset.Left.Count > 0).ToDictionary(asset => asset.Key, asset => (IReadOnlyList<PartitionKey>)asset.Left);
        var left = planned.Where(key => divided.Contains(key) ? partitions.ContainsKey(key) : !done.Contains(key, slice: null)).ToList();
        return left.FirstOrDefault(key => !graph.TryGet(key, out _)) is { Path.Length: > 0 } gone
            ? throw new DataplatformException($"Run {run.Id.Short} had planned '{gone}', which is no longer an asset of this app. Materialize what you want of the rest with --select.")
            : new LeftWork(left, partitions);
    }

    /// <summary>What a run and those that went on from it have published, or left out by choice.</summary>
    public static async ValueTask<DoneWork> DoneAsync(IEventLog log, RunId run, CancellationToken cancellationToken)
    {
        var runs = new HashSet<RunId> { run };
        foreach (var later in (await log.RunsAsync(int.MaxValue, cancellationToken)).Reverse())
        {
            if (later.Launch.ResumedFrom is { } before && runs.Contains(before))
            {
                runs.Add(later.Id);
            }
        }

        var done = new DoneWork();
        foreach (var id in runs)
        {
            await foreach (var logged in log.ReadAsync(id, cancellationToken))
            {
                if (logged.Event is RunEvent.AssetMaterialized { Key: var published } materialized)
                {
                    Add(published, materialized.Partitions.Select(partition => partition.Place));
                }
                else if (logged.Event is RunEvent.AssetObserved { Key: var observed })
                {
                    done.Add(observed);
                }
                else if (logged.Event is RunEvent.AssetSkipped { Key: var skipped, IsByChoice: true } skip)
                {
                    Add(skipped, skip.Partitions);
                }
            }
        }

        return done;

        void Add(AssetKey key, IEnumerable<PartitionPlace> places)
        {
            var isDivided = false;
            foreach (var place in places)
            {
                done.Add(key, place.Key);
                isDivided = true;
            }

            if (!isDivided)
            {
                done.Add(key);
            }
        }
    }
}
