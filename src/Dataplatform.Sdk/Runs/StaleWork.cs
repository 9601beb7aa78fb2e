using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Selection;
using Dataplatform.Sdk.Status;

namespace Dataplatform.Sdk.Runs;

/// <summary>The least that has to be done for a selection to be fresh.</summary>
internal sealed class StaleWork
{
    private readonly AssetGraph _graph;
    private readonly AssetSelection _selection;
    private readonly FreshnessReport _report;

    /// <summary>Finds it.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="selection">What is to be fresh.</param>
    /// <param name="report">How everything stands.</param>
    public StaleWork(AssetGraph graph, AssetSelection selection, FreshnessReport report)
    {
        (_graph, _selection, _report) = (graph, selection, report);
        Keys = [.. selection.Resolve(graph).Where(key => report.Assets[key].NeedsWork)];
    }

    /// <summary>The stale and missing assets of the selection.</summary>
    public IReadOnlyList<AssetKey> Keys { get; }

    /// <summary>The plan of the work; null if there is none.</summary>
    public ExecutionPlan? Plan => Keys.Count == 0 ? null : ExecutionPlanner.Plan(_graph, AssetSelection.Keys([.. Keys]), ReasonOf, $"{_selection} (stale)");

    /// <summary>The same work, judged again: while this run waited for its turn another one may have done it.</summary>
    public StaleWork JudgedAgain(FreshnessReport report) => new(_graph, _selection, report);

    /// <summary>
    /// Why an asset need not be computed after all, when everything upstream is done: it was stale only because of inputs, and
    /// these came out as they were.
    /// </summary>
    /// <param name="key">The asset.</param>
    /// <param name="versions">What is published now.</param>
    public string? WhyFresh(AssetKey key, VersionBook versions)
    {
        if (!_report.Assets[key].NeedsWork)
        {
            return RunReasons.ComputedMeanwhile;
        }

        // What is not published yet may be needed by others in this run.
        return _report.Assets[key] is { IsOnlyInherited: true, Record.Latest: not null, Computed: { } latest } asset
            && latest.Inputs.All(versions.IsUnchanged) && !asset.Reasons.Any(reason => IsNew(reason.Upstream!.Value, latest))
            ? RunReasons.CameOutAsItWas
            : null;

        // An optional input that was not there when the asset was computed.
        bool IsNew(AssetKey input, Events.Materialization latest) => versions.Has(input) && latest.Inputs.All(read => read.Key != input);
    }

    private string? ReasonOf(AssetKey key) => _report.Assets[key].State switch
    {
        Freshness.Missing => "missing: it was never materialized",
        Freshness.Stale => $"stale: {_report.Explain(key)}",
        _ => null,
    };
}
