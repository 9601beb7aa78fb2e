using System.Collections.ObjectModel;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Cli.Views;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Planning.Backfills;
using Dataplatform.Sdk.Runs;
using Dataplatform.Sdk.Selection;
using Dataplatform.Sdk.Status;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary>One backfill from the command line.</summary>
internal sealed class Backfill(CliContext context, RunOptions options, bool isJson)
{
    /// <summary>The values of <c>--partition</c>.</summary>
    public IReadOnlyList<string> Partitions { get; init; } = [];

    /// <summary>The first partition; null for no begin.</summary>
    public string? From { get; init; }

    /// <summary>The last partition; null for no end.</summary>
    public string? To { get; init; }

    /// <summary>Which of the partitions that are meant.</summary>
    public PartitionFilter Only { get; init; }

    /// <summary>How the planner goes about it.</summary>
    public BackfillOptions Planning { get; init; } = new();

    /// <summary>Whether nothing is to be made.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Whether its runs wait for other runs that make the same partitions.</summary>
    public bool MayWait { get; init; } = true;

    /// <summary>The values of <c>--config</c>.</summary>
    public string[]? Config { get; init; }

    /// <summary>What its runs are called, by key.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The backfill that goes on; null for a new one.</summary>
    public BackfillRecord? Resumed { get; init; }

    /// <summary>What is to be made of each step, whatever the options say; null to follow the options.</summary>
    public Func<PartitionBook, Func<StepDefinition, PartitionSet>>? Targets { get; init; }

    public async Task<int> RunAsync(AssetSelection selection, CancellationToken cancellationToken)
    {
        using var signals = StopSignals.Listen(context.Console, cancellationToken);
        var book = await context.PartitionsAsync(signals.Token);
        var plan = ExecutionPlanner.Plan(context.Graph, selection);
        var targets = Targets?.Invoke(book) ?? await TargetsAsync(book, plan, signals.Token);
        var planner = new BackfillPlanner(context.Graph, book, selection, targets, Planning);

        // Of one that died when everything was made, the end is still to be told.
        if (planner.Total == 0 && Resumed is not { Ended: null })
        {
            if (!isJson)
            {
                context.Console.WriteLine(new Line("There is nothing to make."));
            }

            return ExitCodes.Done;
        }

        if (IsDryRun)
        {
            BackfillPlanText.Write(context.Console, planner, isJson);
            return ExitCodes.Done;
        }

        var host = context.App.Host;
        await context.App.StartAsync(signals.Token);
        try
        {
            await using var owner = context.StartListening(plan, signals.Token);
            var ended = await RunAsync(host, planner, book, plan, signals.Token);
            return ended.Status switch
            {
                RunStatus.Succeeded => ExitCodes.Done,
                RunStatus.Failed => ExitCodes.RunFailed,
                _ => ExitCodes.Cancelled,
            };
        }
        finally
        {
            await context.App.StopAsync(CancellationToken.None);
        }
    }

    private async Task<RunEvent.BackfillEnded> RunAsync(IHost host, BackfillPlanner planner, PartitionBook book, ExecutionPlan plan, CancellationToken cancellationToken)
    {
        var services = host.Services;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        var clock = services.GetRequiredService<TimeProvider>();
        var executor = new RunExecutor(services, context.Stores, clock, services.GetRequiredService<ILoggerFactory>());
        var launcher = new RunLauncher(executor, context.Stores, context.App.Log, context.App.Leases, clock, context.App.Settings);
        var configs = context.Configs(Config);
        await context.App.Log.OpenAsync(cancellationToken);
        var launch = new RunLaunch(context.Declaration.Name, plan.Selection)
        {
            CatalogHash = CatalogHash.Of(context.Graph),
            Tags = Tags,
            Config = configs.Record(plan.Steps.SelectMany(step => step.Step.Configs)),
        };
        var before = Resumed is { Total: var all } ? all - planner.Total : 0;
        if (!isJson)
        {
            context.Console.WriteLine(RunText.Header(RunHeader.Of(context, plan)));
        }

        var people = isJson ? null : new BackfillView(context.Console, clock, planner.Total, before, await ExpectedAsync(planner, cancellationToken));
        var request = new BackfillRequest(planner, book, options, launch)
        {
            Resumed = Resumed?.Started.RunId,
            MadeBefore = before,
            NewestFirst = Planning.NewestFirst,
            CodeOf = context.App.CodeOf,
            Configs = configs,
            MayWait = MayWait,
            Waiting = people is null ? static _ => { } : people.Waiting,
        };
        return await new BackfillRunner(launcher, context.App.Log, clock).RunAsync(
            context.Graph, request, people ?? (IRunObserver)new JsonRunView(context.Console.Out), stop.Token);
    }

    private async ValueTask<Func<StepDefinition, PartitionSet>> TargetsAsync(PartitionBook book, ExecutionPlan plan, CancellationToken cancellationToken)
    {
        var choice = PartitionChoice.Read(book, [.. plan.Steps.Select(step => step.Step)], Partitions, From, To);
        if (Only == PartitionFilter.All)
        {
            return choice.Of;
        }

        var (whole, divided) = await context.PartitionStatusAsync(book, cancellationToken);
        return step => step.Partitions is null
            ? step.Outputs.Any(output => IsWanted(whole.Assets[output.Key])) ? choice.Of(step) : PartitionSet.None(PartitionShape.Undivided)
            : choice.Of(step).Intersect(step.Outputs.Select(output => Wanted(divided[output.Key])).Aggregate((left, right) => left.Union(right)));
    }

    private bool IsWanted(AssetFreshness asset) => Only switch
    {
        PartitionFilter.Unmade => true,
        PartitionFilter.Missing => asset.State == Freshness.Missing,
        PartitionFilter.Failed => asset.Record?.LastAttempt is { Status: AssetStatus.Failed },
        _ => asset.NeedsWork,
    };

    private PartitionSet Wanted(PartitionStatus status) => Only switch
    {
        PartitionFilter.Unmade or PartitionFilter.Missing => status.Missing,
        PartitionFilter.Failed => status.Failed,
        _ => status.Missing.Union(status.Stale),
    };

    // What one partition took last time, as many times as there are partitions, side by side.
    private async ValueTask<TimeSpan?> ExpectedAsync(BackfillPlanner planner, CancellationToken cancellationToken)
    {
        var known = (await context.App.Log.AssetsAsync(cancellationToken)).ToDictionary(asset => asset.Key, asset => asset.Latest?.Duration);
        var total = TimeSpan.Zero;
        foreach (var step in planner.Steps.Where(step => !step.Target.IsEmpty))
        {
            if (known.GetValueOrDefault(step.Planned.Assets[0].Key) is not { Ticks: > 0 } one)
            {
                return null;
            }

            total += one * step.Target.Count;
        }

        return total / options.MaxParallel;
    }
}
