using System.Diagnostics;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Planning;

/// <summary>What is to be done, in which order and why: a value that can be printed, and that nothing has run for yet.</summary>
[DebuggerDisplay("{Steps.Count} steps for {Selection,nq}")]
public sealed class ExecutionPlan
{
    private readonly AssetGraph _graph;

    internal ExecutionPlan(AssetGraph graph, string selection, IReadOnlyList<PlannedStep> steps, IReadOnlyList<AssetKey> assets)
    {
        _graph = graph;
        Selection = selection;
        Steps = steps;
        Assets = assets;
    }

    /// <summary>The steps: each after those it waits for, and in ordinal order of their assets where that leaves a choice.</summary>
    public IReadOnlyList<PlannedStep> Steps { get; }

    /// <summary>The assets that will be published, each once, in the order of the steps.</summary>
    public IReadOnlyList<AssetKey> Assets { get; }

    /// <summary>What will be published of partitioned assets, a slice for each step.</summary>
    public IReadOnlyList<AssetSlice> Slices =>
        [.. Steps.Where(step => step.Slice is not null).SelectMany(step => step.Assets, (step, asset) => new AssetSlice(asset.Key, step.Slice!.Keys))];

    /// <summary>The selection as text.</summary>
    public string Selection { get; }

    /// <summary>Every method that the plan may call: steps, and the checks of their assets.</summary>
    internal IEnumerable<StepDefinition> Called => !_graph.HasChecks ? Steps.Select(step => step.Step)
        : Steps.Where(step => !step.IsCheck).Select(step => step.Step).Concat(Steps.SelectMany(step => step.Assets).SelectMany(asset => _graph[asset.Key].Checks));

    /// <summary>The plan with notes on assets.</summary>
    internal string ToString(Func<AssetDefinition, IReadOnlyList<string>> notes) => PlanPrinter.Print(this, _graph, notes);

    /// <summary>The plan for people: each step with its assets, why it is there, what it reads and what it waits for.</summary>
    public override string ToString() => PlanPrinter.Print(this, _graph);
}
