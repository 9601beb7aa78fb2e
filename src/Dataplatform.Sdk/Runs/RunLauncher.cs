using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Status;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Runs;

/// <summary>Launches runs that are kept in the event log: queued, leased, and found again if their process dies.</summary>
internal sealed class RunLauncher(RunExecutor executor, StoreRegistry stores, IEventLog log, IRunLeases leases, TimeProvider clock, RunSettings settings)
{
    /// <summary>Runs a plan.</summary>
    /// <param name="graph">The graph of the plan.</param>
    /// <param name="request">What to run.</param>
    /// <param name="observer">Is told what happens.</param>
    /// <param name="cancellationToken">Ends the run in order, or its waiting.</param>
    /// <exception cref="DataplatformException">Something is missing, another run stands against it, or the log cannot be written.</exception>
    public async Task<RunEvent.RunCompleted> RunAsync(AssetGraph graph, RunRequest request, IRunObserver observer, CancellationToken cancellationToken)
    {
        await log.OpenAsync(cancellationToken);
        await using var kept = new KeptRun(RunId.New(clock), log, leases, clock, settings, cancellationToken);
        var versions = new VersionBook();
        IReadOnlySet<AssetKey> done = new HashSet<AssetKey>();
        var code = new ToldCode(request.CodeOf);
        var stale = request.Stale;
        var setup = new RunSetup(kept.Id)
        {
            Log = kept.Text,
            Versions = versions,
            CodeOf = code.Of,
            Configs = request.Configs,
            Partitions = request.Partitions,
            ToldAsync = kept.ToldAsync,
            WhyFresh = key => done.Contains(key) ? RunReasons.PublishedMeanwhile : stale?.WhyFresh(key, versions),
            BeginAsync = async token =>
            {
                var started = await kept.BeginAsync(request, new Revocation(log, stores, graph), token);

                // After the claims are held: nobody else publishes these assets from now on.
                var published = await StoreReconciliation.RunAsync(log, leases, graph, await StoresOfAsync(graph, request, token), token);
                code.Known(published.Records.Values);
                done = request.Launch.ResumedFrom is { } before ? await RunRemainder.DoneAsync(log, before, token) : done;
                versions.Put(graph, published);
                stale = stale?.JudgedAgain(FreshnessRules.Of(graph, published, request.CodeOf));
                return started;
            },
        };
        var completed = await executor.ExecuteAsync(graph, request.Plan, request.Options, setup, kept.Observe(observer), kept.Ending);
        await kept.EndAsync(completed);
        await ForgetAsync();
        return completed;
    }

    // The run is done and told; what cannot be deleted now is deleted after the next one.
    private async ValueTask ForgetAsync()
    {
        try
        {
            await new LogRetention(log, settings).ApplyAsync(clock.GetUtcNow(), CancellationToken.None);
        }
        catch (Exception e) when (e is DataplatformException or IOException or UnauthorizedAccessException)
        {
            // Said by whoever needs the log next.
        }
    }

    /// <summary>The stores that keep what a plan makes and reads.</summary>
    private async ValueTask<IReadOnlyList<IAssetStore>> StoresOfAsync(AssetGraph graph, RunRequest request, CancellationToken cancellationToken)
    {
        var names = request.Plan.Steps
            .SelectMany(step => step.Assets.Where(asset => asset.Kind != ValueKind.Effect).Select(asset => asset.Store).Concat(step.Step.Inputs.Select(input => graph[input.Key].Definition.Store)))
            .Distinct().Where(stores.Has);
        var open = new List<IAssetStore>();
        foreach (var name in names)
        {
            open.Add(await stores.OpenAsync(name, cancellationToken));
        }

        return open;
    }
}
