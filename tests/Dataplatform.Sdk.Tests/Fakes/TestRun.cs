using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Selection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dataplatform.Sdk.Tests.Fakes;

/// <summary>Runs a catalog on stores in memory.</summary>
internal sealed class TestRun
{
    public TestRun(AssetGraph graph) => Graph = graph;

    public TestRun(TestCatalog catalog) => Graph = catalog.Graph();

    /// <summary>Another run on the stores of one before.</summary>
    public TestRun(TestRun before)
        : this(before.Graph) =>
        Stores = before.Stores;

    public AssetGraph Graph { get; }

    public ServiceCollection Services { get; } = [];

    public Dictionary<string, MemoryStore> Stores { get; private init; } = new() { [""] = new("memory", TestDialect.Instance) };

    public MemoryStore Store => Stores[""];

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public RunOptions Options { get; init; } = new() { MaxParallel = 4 };

    public RecordingObserver Observer { get; init; } = new();

    public Task<RunEvent.RunCompleted> ExecuteAsync(string selection = "*", CancellationToken cancellationToken = default) =>
        ExecuteAsync(ExecutionPlanner.Plan(Graph, AssetSelection.Parse(selection)), cancellationToken);

    /// <summary>Asks the observers.</summary>
    public Task<RunEvent.RunCompleted> ObserveAsync(string selection = "*") =>
        ExecuteAsync(ExecutionPlanner.Observations(Graph, AssetSelection.Parse(selection)), CancellationToken.None);

    private async Task<RunEvent.RunCompleted> ExecuteAsync(ExecutionPlan plan, CancellationToken cancellationToken)
    {
        await using var services = Services.BuildServiceProvider();
        var registry = new StoreRegistry(services, Stores.Select(pair =>
            new StoreRegistration(pair.Key.Length == 0 ? null : pair.Key, _ => pair.Value)));
        var executor = new RunExecutor(services, registry, Clock, NullLoggerFactory.Instance);
        var completed = await executor.ExecuteAsync(Graph, plan, Options, Observer, cancellationToken);
        Observer.CameTwoAtATime.ShouldBeFalse();
        return completed;
    }
}
