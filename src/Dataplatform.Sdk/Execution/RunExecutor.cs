using Dataplatform.Sdk.Configs;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution.Policies;
using Dataplatform.Sdk.Execution.Telemetry;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Planning;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dataplatform.Sdk.Execution;

/// <summary>Carries plans out.</summary>
/// <param name="services">Where resources come from: one scope for each step that takes any.</param>
/// <param name="stores">The stores.</param>
/// <param name="clock">Gives times and durations.</param>
/// <param name="loggers">Makes the loggers of assets and of the engine.</param>
public sealed class RunExecutor(IServiceProvider services, StoreRegistry stores, TimeProvider clock, ILoggerFactory loggers)
{
    private readonly ISlotPools _pools = services.GetService<ISlotPools>() ?? new SlotPools();
    private readonly RateWindows _rates = services.GetService<RateWindows>() ?? new RateWindows(clock);

    /// <summary>Runs a plan: in parallel along the graph, a failure stopping only what depends on it.</summary>
    /// <param name="graph">The graph of the plan.</param>
    /// <param name="plan">What to do.</param>
    /// <param name="options">How.</param>
    /// <param name="observer">Is told what happens.</param>
    /// <param name="cancellationToken">Ends the run: no step starts any more, running ones are interrupted, and nothing that
    /// was not yet being published will be. A step that ignores it is waited for no longer than a second.</param>
    /// <returns>What became of each asset; it is also the last event.</returns>
    /// <exception cref="DataplatformException">Something that the plan needs is missing; nothing has run.</exception>
    public Task<RunEvent.RunCompleted> ExecuteAsync(
        AssetGraph graph,
        ExecutionPlan plan,
        RunOptions options,
        IRunObserver observer,
        CancellationToken cancellationToken) =>
        ExecuteAsync(graph, plan, options, new RunSetup(RunId.New(clock)), observer, cancellationToken);

    internal async Task<RunEvent.RunCompleted> ExecuteAsync(
        AssetGraph graph,
        ExecutionPlan plan,
        RunOptions options,
        RunSetup setup,
        IRunObserver observer,
        CancellationToken cancellationToken)
    {
        var configs = setup.Configs ?? ConfigsOf(plan);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Preflight.CheckAsync(services, stores, graph, plan, configs, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The run below finds the token cancelled, starts nothing and says so for each asset.
        }

        var started = setup.BeginAsync is { } begin
            ? await begin(cancellationToken)
            : new RunEvent.RunStarted(setup.RunId, clock.GetUtcNow(), plan.Assets) { Slices = plan.Slices };
        using var span = RunTelemetry.BeginRun(setup.RunId, plan.Assets.Count);
        var cancellation = new RunCancellation(clock, loggers.CreateLogger<RunExecutor>());
        var scope = new RunScope(
            setup.RunId, graph, services.GetRequiredService<IServiceScopeFactory>(), stores, clock, loggers,
            cancellationToken, cancellation.Steps, cancellation.Abandonment)
        {
            HasHooks = Has<IAssetHook>() || Has<IRunHook>(),
            Admission = plan.Steps.Any(step => Policies.Admission.IsNeededFor(step.Step))
                ? new Admission(_pools, _rates, new PolicyLimits(graph.Steps, services.GetService<IConfiguration>()), setup.RunId)
                : null,
            Span = span?.Context ?? default,
            FullRefresh = options.FullRefresh,
            Log = setup.Log,
            Configs = configs,
            CodeOf = setup.CodeOf,
            WhyFresh = setup.WhyFresh,
            ToldAsync = setup.ToldAsync,
            Versions = setup.Versions,
            Partitions = setup.Partitions ?? (plan.Steps.Any(step => step.Slice is not null) ? new PartitionBook(graph, PartitionSnapshot.At(clock.GetUtcNow())) : null),
            Shelf = options.HandOverLimit > 0 ? new RowShelf(plan, options.HandOverLimit) : null,
        };
        var run = new Run(scope, plan, options, observer, cancellation);
        var completed = await run.ExecuteAsync(started);
        RunTelemetry.EndRun(span, completed);
        return completed;
    }

    // Not asked for, which would make them: a container that cannot tell has none.
    private bool Has<T>() => services.GetService<IServiceProviderIsService>()?.IsService(typeof(T)) == true;

    // Without a command line: what is registered as a service is given, anything else read from the configuration.
    private RunConfigs ConfigsOf(ExecutionPlan plan) =>
        RunConfigs.Of(plan.Steps.SelectMany(step => step.Step.Configs), services.GetService<IConfiguration>(), services.GetService);
}
