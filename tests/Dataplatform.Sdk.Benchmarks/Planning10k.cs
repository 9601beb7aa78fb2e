using BenchmarkDotNet.Attributes;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Selection;

namespace Dataplatform.Sdk.Benchmarks;

/// <summary>10,000 assets in 100 layers, each after three of the layer before.</summary>
[MemoryDiagnoser]
public class Planning10k
{
    private readonly AssetCatalog _catalog = Catalogs.Layers(layers: 100, width: 100);
    private readonly AssetGraph _graph = AssetGraph.Build([Catalogs.Layers(layers: 100, width: 100)]);
    private readonly AssetSelection _selection = AssetSelection.Parse("+bench/a05050+");

    [Benchmark]
    public AssetGraph BuildGraph() => AssetGraph.Build([_catalog]);

    [Benchmark]
    public ExecutionPlan PlanUpAndDown() => ExecutionPlanner.Plan(_graph, _selection);

    [Benchmark]
    public ExecutionPlan PlanEverything() => ExecutionPlanner.Plan(_graph, AssetSelection.All);
}
