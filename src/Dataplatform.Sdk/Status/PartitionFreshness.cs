using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Status;

/// <summary>
/// Finds out how the partitions of every divided asset stand: a pure function of the graph, the moment, what the log knows and the code of
/// today. Which of them are stale is found with sets first, and only those that may be are looked at one by one.
/// </summary>
internal sealed class PartitionFreshness
{
    private readonly AssetGraph _graph;
    private readonly PartitionBook _book;
    private readonly Publications _published;
    private readonly Func<AssetKey, CodeRecord?> _codeOf;
    private readonly Lazy<VersionBook> _versions;
    private readonly Dictionary<AssetKey, PartitionStates> _states = [];
    private readonly Dictionary<AssetKey, PartitionStatus> _assets = [];

    private PartitionFreshness(AssetGraph graph, PartitionBook book, Publications published, Func<AssetKey, CodeRecord?> codeOf) =>
        (_graph, _book, _published, _codeOf, _versions) = (graph, book, published, codeOf, new(() => VersionBook.Of(graph, published)));

    /// <summary>How the partitions of the divided assets stand.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="book">How assets are divided.</param>
    /// <param name="chunksOf">What the log knows of the partitions of an asset.</param>
    /// <param name="running">The slices of runs that go on.</param>
    /// <param name="published">What is published, and what the log knows of it.</param>
    /// <param name="codeOf">The code of an asset now; null where it is unknown, and then it is taken for unchanged.</param>
    public static IReadOnlyDictionary<AssetKey, PartitionStatus> Of(
        AssetGraph graph, PartitionBook book, Func<AssetKey, IReadOnlyList<PartitionChunk>> chunksOf, IReadOnlyList<AssetSlice> running, Publications published, Func<AssetKey, CodeRecord?> codeOf)
    {
        var rules = new PartitionFreshness(graph, book, published, codeOf);
        foreach (var node in graph.Assets.Where(node => node.Step.Partitions is not null))
        {
            rules._states[node.Key] = new PartitionStates(PartitionShape.Of(node.Step.Partitions), chunksOf(node.Key));
            rules._assets[node.Key] = rules.Judge(node, running);
        }

        return rules._assets;
    }

    private PartitionStatus Judge(AssetNode node, IReadOnlyList<AssetSlice> running)
    {
        var states = _states[node.Key];
        var existing = _book.Existing(node.Step);
        var materialized = states.Where(static entry => entry.IsMaterialized);
        var reasons = node.Definition.IsExternal ? [] : Reasons(node, states, materialized).Where(reason => !reason.Partitions.IsEmpty).ToList();
        var none = PartitionSet.None(existing.Shape);
        return new PartitionStatus(existing, materialized, states.Where(static entry => entry.IsFailed), reasons.Aggregate(none, (stale, reason) => stale.Union(reason.Partitions)))
        {
            InProgress = PartitionSet.Of(existing.Shape, running.Where(slice => slice.Asset == node.Key).SelectMany(slice => slice.Partitions).Where(key => existing.Contains(key))),
            Reasons = reasons,
        };
    }

    private IEnumerable<(string Reason, PartitionSet Partitions)> Reasons(AssetNode node, PartitionStates states, PartitionSet materialized)
    {
        if (materialized.IsEmpty)
        {
            yield break;
        }

        if (CodeOf(node) is { } code)
        {
            // What only the store tells of, since the process that published it died, has no code.
            yield return ("nothing is known of how it was computed", states.Where(static entry => entry is { IsMaterialized: true, Code: 0 }));
            yield return ("its code changed", states.Where(entry => entry.IsMaterialized && entry.Code != 0 && entry.Code != code));
        }

        var inputs = node.Step.Inputs.Where(input => !input.IsSelf && _graph.TryGet(input.Key, out _)).ToList();
        var whole = inputs.Where(input => !_assets.ContainsKey(input.Key)).Select(input => input.Key).Distinct().ToList();
        if (whole.Count > 0 && IsComparable(node, whole))
        {
            var now = PartitionFold.HashOf([.. whole.Where(IsThere).SelectMany(key => _versions.Value.ReadBySlice(_graph, key, _codeOf, pinned: null)).DistinctBy(input => input.Key)]);
            yield return ($"{string.Join(" or ", whole)} has changed since", states.Where(entry => entry.IsMaterialized && entry.Inputs != 0 && entry.Inputs != now));
        }

        foreach (var input in inputs.Where(input => _assets.ContainsKey(input.Key)))
        {
            yield return ($"{input.Key} has changed since", Changed(node.Step, input, states));
            yield return ($"{input.Key} is stale", Readers(node.Step, input, _assets[input.Key].Stale).Intersect(materialized));
        }
    }

    // What another build compiled to something else is taken for the same, as for assets that are not divided.
    private ulong? CodeOf(AssetNode node) => _codeOf(node.Key) is { } now && CodeChange.IsSameBuild(_published.Records.GetValueOrDefault(node.Key)?.Latest?.CodeBuild, now.Build)
        ? PartitionFold.Hash(now.Version)
        : null;

    // Of a query, and of the place of an external asset, the hash is that of its code.
    private bool IsComparable(AssetNode node, IReadOnlyList<AssetKey> inputs) =>
        _codeOf(node.Key) is not { } now || inputs.All(key => _graph[key].Definition is { IsExternal: false, As: Materialize.Table })
        || CodeChange.IsSameBuild(_published.Records.GetValueOrDefault(node.Key)?.Latest?.CodeBuild, now.Build);

    // What is not kept is there whenever it is asked for.
    private bool IsThere(AssetKey key) => _graph[key].Definition is { IsExternal: true } or { As: Materialize.Ephemeral } || _published.Heads.ContainsKey(key);

    private PartitionSet Readers(StepDefinition step, InputDefinition input, PartitionSet upstream)
    {
        var edge = _book.Edge(step, input);
        return upstream.IsEmpty ? PartitionSet.None(edge.Reader) : edge.Downstream(upstream);
    }

    // The partitions whose inputs became others after they were read.
    private PartitionSet Changed(StepDefinition step, InputDefinition input, PartitionStates states)
    {
        var upstream = _states[input.Key];
        var oldest = states.Series.Values.SelectMany(entries => entries).Where(entry => entry.IsMaterialized).Min(entry => entry.AsOf);
        var edge = _book.Edge(step, input);
        var suspects = Readers(step, input, upstream.Where(entry => entry.Changed > oldest));
        if (suspects.IsEmpty)
        {
            return suspects;
        }

        return edge.IsIdentity
            ? states.Where(upstream, static (entry, read) => entry.IsMaterialized && read.Changed > entry.AsOf)
            : PartitionSet.Of(suspects.Shape, suspects.Keys().Where(key => states.Find(key) is { IsMaterialized: true } entry
                && edge.Upstream(PartitionSet.Of(suspects.Shape, [key])).Existing.Keys().Any(read => upstream.Find(read) is { } found && found.Changed > entry.AsOf)));
    }
}
