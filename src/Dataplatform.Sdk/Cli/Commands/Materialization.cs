using System.Collections.ObjectModel;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Cli.Views;
using Dataplatform.Sdk.Cli.Writers;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Runs;
using Dataplatform.Sdk.Selection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary>One run from the command line: host, view, signals, exit code.</summary>
internal sealed class Materialization(CliContext context, RunOptions options, bool isJson)
{
    // A cancelled run has a second in all, of which hosted services get this much to stop.
    private static readonly TimeSpan HasteOnCancel = TimeSpan.FromMilliseconds(250);

    /// <summary>Whether it waits for runs that compute the same assets.</summary>
    public bool MayWait { get; init; } = true;

    /// <summary>Whether it computes only what is stale or missing.</summary>
    public bool OnlyStale { get; init; }

    /// <summary>The values of <c>--config</c>.</summary>
    public string[]? Config { get; init; }

    /// <summary>What the run is called, by key.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The run that this one goes on from.</summary>
    public RunId? ResumedFrom { get; init; }

    /// <summary>Computes assets.</summary>
    public Task<int> RunAsync(AssetSelection selection, CancellationToken cancellationToken) =>
        RunAsync(selection, ExecutionPlanner.Plan, NothingToCompute.Lines, cancellationToken);

    /// <summary>Observes external assets.</summary>
    public Task<int> ObserveAsync(AssetSelection selection, CancellationToken cancellationToken) =>
        RunAsync(selection, ExecutionPlanner.Observations, NothingToObserve.Lines, cancellationToken);

    /// <summary>Checks what is published.</summary>
    public Task<int> CheckAsync(AssetSelection selection, CancellationToken cancellationToken) =>
        RunAsync(selection, ExecutionPlanner.Checks, NothingToCheck.Lines, cancellationToken);

    private async Task<int> RunAsync(
        AssetSelection selection, Func<AssetGraph, AssetSelection, ExecutionPlan> planned, Func<AssetGraph, AssetSelection, IEnumerable<Line>> nothing, CancellationToken cancellationToken)
    {
        using var signals = StopSignals.Listen(context.Console, cancellationToken);
        var view = CreateView();

        // Before the host is made: its console logger keeps the writer that it finds then.
        using var prints = PrintCapture.Begin(context.Console, view, isJson);

        // Making the host and making the plan need nothing of each other, and a start should be quick.
        var making = Task.Run(() => context.App.Host, CancellationToken.None);
        var plan = planned(context.Graph, selection);
        var host = await making;
        StaleWork? stale = null;
        if (OnlyStale)
        {
            stale = new StaleWork(context.Graph, selection, await context.FreshnessAsync(signals.Token));
            if (stale.Plan is not { } work)
            {
                if (!isJson)
                {
                    context.Console.WriteLine(new Line("Everything is fresh."));
                }

                return ExitCodes.Done;
            }

            plan = work;
        }

        if (plan.Steps.Count == 0 && !isJson)
        {
            foreach (var line in nothing(context.Graph, selection))
            {
                context.Console.WriteLine(line);
            }

            return ExitCodes.Done;
        }

        await context.App.StartAsync(signals.Token);
        try
        {
            await using var owner = context.StartListening(plan, signals.Token);
            var run = await RunAsync(host, plan, stale, view, signals.Token);
            if (owner?.Serving > 0)
            {
                context.Console.WriteErrorLine(new Line("Finishing what other processes of this app have asked for.", Tone.Dim));
            }

            return run.Status switch
            {
                RunStatus.Succeeded => ExitCodes.Done,
                RunStatus.Failed => ExitCodes.RunFailed,
                _ => ExitCodes.Cancelled,
            };
        }
        finally
        {
            using var haste = new CancellationTokenSource();
            if (signals.Token.IsCancellationRequested)
            {
                haste.CancelAfter(HasteOnCancel);
            }

            await context.App.StopAsync(haste.Token);
        }
    }

    private async Task<RunEvent.RunCompleted> RunAsync(IHost host, ExecutionPlan plan, StaleWork? stale, RunView view, CancellationToken cancellationToken)
    {
        var services = host.Services;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken,
            services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        var clock = services.GetRequiredService<TimeProvider>();
        var executor = new RunExecutor(services, context.Stores, clock, services.GetRequiredService<ILoggerFactory>());
        var launcher = new RunLauncher(executor, context.Stores, context.App.Log, context.App.Leases, clock, context.App.Settings);
        var configs = context.Configs(Config);
        var launch = new RunLaunch(context.Declaration.Name, plan.Selection)
        {
            CatalogHash = CatalogHash.Of(context.Graph),
            ResumedFrom = ResumedFrom,
            Tags = Tags,
            FullRefresh = options.FullRefresh,
            IsCheck = plan.Steps.Any(step => step.IsCheck),
            Config = configs.Record(plan.Called.SelectMany(step => step.Configs)),
        };
        var request = new RunRequest(plan, options, launch) { Configs = configs, MayWait = MayWait, Waiting = view.Waiting, CodeOf = context.App.CodeOf, Stale = stale };
        view.Begin(Header(plan));
        await using var cancelling = stop.Token.Register(view.Cancelling);
        var run = launcher.RunAsync(context.Graph, request, view, stop.Token);
        await view.ShowAsync(run, clock);
        return await run;
    }

    private RunView CreateView()
    {
        var console = context.Console;
        if (isJson)
        {
            return new JsonRunView(console.Out);
        }

        var text = new RunText(Describe);
        return console.IsTerminal && LiveRegion.TryCreate(console) is { } region
            ? new LiveRunView(console, region, text)
            : new PlainRunView(console, text);
    }

    private string? Describe(AssetKey key) =>
        context.Graph.TryGet(key, out var asset) && AssetWords.Of(asset.Definition) is var word and not "table" ? word : null;

    private RunHeader Header(ExecutionPlan plan) => new(
        context.Declaration.Name,
        context.Declaration.Environment,
        [.. plan.Steps.SelectMany(step => step.Assets)
            .Where(asset => asset.Kind != ValueKind.Effect)
            .Select(asset => asset.Store)
            .Distinct()
            .Where(context.Stores.Has)
            .Select(name => context.Stores.For(name).Description)]);
}
