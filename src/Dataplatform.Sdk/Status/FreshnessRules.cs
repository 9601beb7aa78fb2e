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
    private IReadOnlyDictionary<AssetKey, PartitionStatus>? _partitions;

    private FreshnessRules(AssetGraph graph, Publications published, Func<AssetKey, CodeRecord?> codeOf) =>
        (_graph, _published, _codeOf) = (graph, published, codeOf);

    /// <summary>How every asset stands.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="published">What is published, and what the log knows of it.</param>
    /// <param name="codeOf">The code of an asset now; null where it is unknown, and then it is taken for unchanged.</param>
    /// <param name="partitions">How the partitions of divided assets stand; null for none.</param>
    public static FreshnessReport Of(
        AssetGraph graph, Publications published, Func<AssetKey, CodeRecord?> codeOf, IReadOnlyDictionary<AssetKey, PartitionStatus>? partitions = null)
    {
        var rules = new FreshnessRules(graph, published, codeOf) { _partitions = partitions };
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
            return new AssetFreshness(node.Key, Freshness.NotKept, []) { Record = record, Note = AbsenceOf(node), Partitions = _partitions?.GetValueOrDefault(node.Key) };
        }

        if (_partitions?.GetValueOrDefault(node.Key) is { } divided)
        {
            return Judge(node.Key, record, divided);
        }

        // The last call of its method counts, also if that left it out and the version of before stands.
        var isPublished = IsPublished(node, record);
        var latest = _published.Of(node.Key);
        var leftOut = record?.LeftOutPosition > record?.LatestPosition ? record?.LeftOut : null;
        if (!isPublished && leftOut is null)
        {
            return AbsenceOf(node) is { } absence
                ? new AssetFreshness(node.Key, Freshness.LeftOut, []) { Record = record, Note = absence }
                : new AssetFreshness(node.Key, Freshness.Missing, [new StaleReason("never materialized")]) { Record = record };
        }

        var computed = leftOut ?? latest;
        var reasons = new List<StaleReason>();
        var code = computed is null ? CodeChange.None : CodeChange.Between(computed, record?.Code, _codeOf(node.Key));
        if (code.Reason is { } changed)
        {
            reasons.Add(new StaleReason(changed));
        }

        if (isPublished && latest is null && record?.Latest is not null)
        {
            // A store from elsewhere: restored, or another one under the same state.
            reasons.Add(new StaleReason("another version is published than the log knows"));
        }
        else
        {
            AddInputReasons(node, computed, reasons);
        }

        var state = reasons.Count > 0 ? Freshness.Stale : isPublished ? Freshness.Fresh : Freshness.LeftOut;
        return new AssetFreshness(node.Key, state, reasons) { Record = record, Computed = computed, Note = code.Note ?? (leftOut is null ? null : "its method left it out") };
    }

    // What an asset cannot do without and nobody will make: its step would be skipped.
    private string? AbsenceOf(AssetNode node)
    {
        foreach (var input in node.Definition.IsExternal ? [] : node.Step.Inputs.Where(input => !input.IsSelf && !input.IsOptional))
        {
            if (_assets.TryGetValue(input.Key, out var upstream) && (upstream.State == Freshness.LeftOut || (upstream.State == Freshness.NotKept && upstream.Note is not null)))
            {
                return $"'{input.Key}' was left out";
            }
        }

        return null;
    }

    private static AssetFreshness Judge(AssetKey key, AssetRecord? record, PartitionStatus partitions)
    {
        var reasons = new List<StaleReason>();
        if (!partitions.Missing.IsEmpty)
        {
            reasons.Add(new StaleReason($"{partitions.Missing.Count:N0} of {partitions.Existing.Count:N0} partitions are missing"));
        }

        reasons.AddRange(partitions.Reasons.Select(reason => new StaleReason($"{reason.Partitions.Count:N0} partitions: {reason.Reason}")));
        return new AssetFreshness(
            key, reasons.Count == 0 ? Freshness.Fresh : partitions.Materialized.IsEmpty ? Freshness.Missing : Freshness.Stale, reasons) { Record = record, Partitions = partitions };
    }

    // What has no version in a store is published if the log says so.
    private bool IsPublished(AssetNode node, AssetRecord? record) =>
        node.Definition.Kind == ValueKind.Effect ? record?.Latest is not null : _published.Heads.ContainsKey(node.Key);

    private void AddInputReasons(AssetNode node, Materialization? latest, List<StaleReason> reasons)
    {
        // A view shows what its inputs hold, whenever it was made; only what is written into it is of that time.
        var isView = IsQuery(node.Definition);
        var inputs = node.Step.Inputs.Where(input => !input.IsSelf).Select(input => input.Key).Distinct().ToList();
        if (latest is null or { Inputs.Count: 0, CodeVersion: null, Duration.Ticks: 0 } && ((inputs.Count > 0 && !isView) || _codeOf(node.Key) is not null))
        {
            // Only its store tells of it, which knows neither inputs nor code.
            reasons.Add(new StaleReason(inputs.Count > 0 ? "nothing is known of what it was computed from" : "nothing is known of how it was computed"));
            return;
        }

        var read = (latest?.Inputs ?? []).ToDictionary(input => input.Key);
        var seen = new HashSet<AssetKey>(inputs);
        var left = new Queue<AssetKey>(inputs);
        while (left.TryDequeue(out var input))
        {
            if (!_graph.TryGet(input, out var upstream) || (isView && !upstream.Definition.IsExternal && upstream.Definition.As != Materialize.Ephemeral))
            {
                continue;
            }

            if (ChangeOf(upstream, read.GetValueOrDefault(input), latest?.CodeBuild) is { } change)
            {
                reasons.Add(new StaleReason(change, input));
            }

            if (!isView && ObservedChange(upstream, read.GetValueOrDefault(input)) is { } observed)
            {
                reasons.Add(new StaleReason(observed, input));
            }

            if (IsQuery(upstream.Definition) && !upstream.Definition.IsExternal)
            {
                // What is behind a query is read through it.
                foreach (var further in upstream.Step.Inputs.Where(further => !further.IsSelf && seen.Add(further.Key)))
                {
                    left.Enqueue(further.Key);
                }
            }
            else if (_assets.TryGetValue(input, out var state) && state.NeedsWork)
            {
                reasons.Add(new StaleReason(state.State == Freshness.Missing ? $"{input} is missing" : $"{input} is stale", input, IsInherited: true));
            }
        }
    }

    // Whether an external asset is known by another data version than the one that was read. What was computed before anybody
    // observed it may have read anything.
    private string? ObservedChange(AssetNode input, InputVersion? read) =>
        !input.Definition.IsExternal || _published.Records.GetValueOrDefault(input.Key)?.Observed is not { } now || read?.Version == now.DataVersion ? null
        : read is null ? $"it has not read {input.Key} before"
        : read.Version is null ? $"{input.Key} was first observed since"
        : $"{input.Key} has changed since";

    private string? ChangeOf(AssetNode input, InputVersion? read, string? build)
    {
        if (input.Definition.IsExternal || IsQuery(input.Definition))
        {
            // Both are known by their code, which another build compiles to something else.
            return read?.DataVersion is { } was && _codeOf(input.Key) is { } now && was != now.Version && CodeChange.IsSameBuild(build, now.Build)
                ? input.Definition.IsExternal ? $"the place of {input.Key} changed" : $"the query {input.Key} changed"
                : null;
        }

        if (!_published.Heads.TryGetValue(input.Key, out var head))
        {
            return null;
        }

        if (read is null)
        {
            // What its method left out last is absent for whoever is computed with it, although the version of before stands.
            return _published.Records.GetValueOrDefault(input.Key) is { } record && record.LeftOutPosition > record.LatestPosition ? null : $"it has not read {input.Key} before";
        }

        var latest = _published.Of(input.Key);
        var isSame = read.Version is null || read.Version == head.Version || (read.DataVersion is { } data && data == latest?.DataVersion);
        return isSame ? null : latest?.RestoredAt is null ? $"{input.Key} has changed since" : $"{input.Key} was rolled back since";
    }
}
