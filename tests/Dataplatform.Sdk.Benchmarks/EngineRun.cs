using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Selection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dataplatform.Sdk.Benchmarks;

/// <summary>A graph planned once, to be run again and again.</summary>
internal sealed class EngineRun
{
    private readonly AssetGraph _graph;
    private readonly ExecutionPlan _plan;
    private readonly RunExecutor _executor;
    private readonly RunOptions _options = new();
    private readonly SilentObserver _observer = new();

    public EngineRun(AssetCatalog catalog)
    {
        var services = new ServiceCollection().BuildServiceProvider();
        _graph = AssetGraph.Build([catalog]);
        _plan = ExecutionPlanner.Plan(_graph, AssetSelection.All);
        _executor = new RunExecutor(services, new StoreRegistry(services, []), TimeProvider.System, NullLoggerFactory.Instance);
    }

    public async Task<RunStatus> ExecuteAsync()
    {
        var completed = await _executor.ExecuteAsync(_graph, _plan, _options, _observer, CancellationToken.None);
        return completed.Status == RunStatus.Succeeded ? completed.Status : throw new InvalidOperationException("The run failed.");
    }
}
