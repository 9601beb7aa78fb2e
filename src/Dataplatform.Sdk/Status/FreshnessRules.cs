using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Status;

/// <summary>Finds out what is stale and why: a pure function of the graph, what is published, what the log knows and the code of today.</summary>
internal sealed class FreshnessRules
{
    private readonly AssetGraph _graph;
    private readonly Publications _published;
    private readonly Func<AssetKey, CodeRecord?> _codeOf;
    private readonly Dictionary<AssetKey, AssetFreshness> _assets = [];

    private FreshnessRules(AssetGraph graph, Publications published, Func<AssetKey, CodeRecord?> codeOf) =>
        (_graph, _published, _codeOf) = (graph, published, codeOf);

    /// <summary>How every asset stands.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="published">What is published, and what the log knows of it.</param>
    /// <param name="codeOf">The code of an asset now; null where it is unknown, and then it is taken for unchanged.</param>
    public static FreshnessReport Of(AssetGraph graph, Publications published, Func<AssetKey, CodeRecord?> codeOf)
    {
        var rules = new FreshnessRules(graph, published, codeOf);
        foreach (var node in graph.Assets)
        {
            rules._assets[node.Key] = rules.Judge(node);
        }

        return new FreshnessReport(rules._assets);
    }

    private static bool IsQuery(AssetDefinition asset) => asset.Kind == ValueKind.Rows && asset.As is Materialize.View or Materialize.Ephemeral;

    private AssetFreshness Judge(AssetNode node)
    {
        var record = _published.Records.GetValueOrDefault(node.Key);
        if (node.Definition.IsExternal || node.Definition.As == Materialize.Ephemeral)
        {
            return new AssetFreshness(node.Key, Freshness.NotKept, []) { Record = record };
        }

        if (!IsPublished(node, record))
        {
            return new AssetFreshness(node.Key, Freshness.Missing, [new StaleReason("never materialized")]) { Record = record };
        }

        var reasons = new List<StaleReason>();
        var latest = record?.Latest;
        var code = latest is null ? CodeChange.None : CodeChange.Between(latest, record?.Code, _codeOf(node.Key));
        if (code.Reason is { } changed)
        {
            reasons.Add(new StaleReason(changed));
        }

        // A view shows what its inputs hold, whenever it was made.
        if (!IsQuery(node.Definition))
        {
            AddInputReasons(node, latest, reasons);
        }

        return new AssetFreshness(node.Key, reasons.Count == 0 ? Freshness.Fresh : Freshness.Stale, reasons) { Record = record, Note = code.Note };
    }

    // What has no version in a store is published if the log says so.
    private bool IsPublished(AssetNode node, AssetRecord? record) =>
        node.Definition.Kind == ValueKind.Effect ? record?.Latest is not null : _published.Heads.ContainsKey(node.Key);

    private void AddInputReasons(AssetNode node, Materialization? latest, List<StaleReason> reasons)
    {
        var inputs = node.Step.Inputs.Where(input => !input.IsSelf).Select(input => input.Key).Distinct().ToList();
        if (inputs.Count > 0 && latest is null or { Inputs.Count: 0, CodeVersion: null, Duration.Ticks: 0 })
        {
            reasons.Add(new StaleReason("nothing is known of what it was computed from"));
            return;
        }

        var read = (latest?.Inputs ?? []).ToDictionary(input => input.Key);
        var seen = new HashSet<AssetKey>();
        foreach (var input in inputs)
        {
            AddReasonsOf(input, read, latest?.CodeBuild, seen, reasons);
        }
    }

    private void AddReasonsOf(AssetKey input, Dictionary<AssetKey, InputVersion> read, string? build, HashSet<AssetKey> seen, List<StaleReason> reasons)
    {
        if (!seen.Add(input) || !_graph.TryGet(input, out var node))
        {
            return;
        }

        if (ChangeOf(node, read.GetValueOrDefault(input), build) is { } change)
        {
            reasons.Add(new StaleReason(change, input));
        }

        if (IsQuery(node.Definition) && !node.Definition.IsExternal)
        {
            // What is behind a query is read through it.
            foreach (var further in node.Step.Inputs.Where(further => !further.IsSelf))
            {
                AddReasonsOf(further.Key, read, build, seen, reasons);
            }
        }
        else if (_assets.TryGetValue(input, out var upstream) && upstream.NeedsWork)
        {
            reasons.Add(new StaleReason(upstream.State == Freshness.Missing ? $"{input} is missing" : $"{input} is stale", input, IsInherited: true));
        }
    }

    private string? ChangeOf(AssetNode input, InputVersion? read, string? build)
    {
        if (input.Definition.IsExternal)
        {
            return null;
        }

        if (IsQuery(input.Definition))
        {
            // A query is known by its code, which another build compiles to something else.
            return read?.DataVersion is { } was && _codeOf(input.Key) is { } now && was != now.Version && (build ?? string.Empty) == now.Build ? $"the query {input.Key} changed" : null;
        }

        if (!_published.Heads.TryGetValue(input.Key, out var head))
        {
            return null;
        }

        if (read is null)
        {
            return $"it has not read {input.Key} before";
        }

        var isSame = read.Version is null || read.Version == head.Version
            || (read.DataVersion is { } data && data == _published.Of(input.Key)?.DataVersion);
        return isSame ? null : $"{input.Key} has changed since";
    }
}
