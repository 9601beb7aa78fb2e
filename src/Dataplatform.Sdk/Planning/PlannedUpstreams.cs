using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Planning;

/// <summary>
/// Finds what a step has to wait for. A reader of an ephemeral asset, or of a view that is not in the plan, sees that
/// asset's upstreams as they are when it runs, so it waits for those.
/// </summary>
internal sealed class PlannedUpstreams
{
    private readonly AssetGraph _graph;
    private readonly StepDraft?[] _makers;

    public PlannedUpstreams(AssetGraph graph, List<StepDraft> drafts)
    {
        _graph = graph;
        _makers = new StepDraft?[graph.Assets.Count];
        foreach (var draft in drafts)
        {
            if (draft.Assets.Length == 1)
            {
                _makers[draft.Node.Index] = draft;
                continue;
            }

            foreach (var asset in draft.Assets)
            {
                _makers[graph[asset.Key].Index] = draft;
            }
        }
    }

    public DraftLink[] Of(StepDraft draft)
    {
        var upstreams = _graph.HasChecks ? WithChecks(draft) : draft.Node.Upstreams;
        if (upstreams.Count == 0)
        {
            return [];
        }

        var found = new List<DraftLink>(upstreams.Count);
        Stack<AssetNode>? further = null;
        for (var i = 0; i < upstreams.Count; i++)
        {
            var upstream = upstreams[i];
            if (_makers[upstream.Index] is { } maker)
            {
                if (maker != draft)
                {
                    found.Add(new DraftLink(maker, upstream, upstream.Definition.IsOptional && CanBeAbsent(draft, upstream.Key)));
                }
            }
            else if (IsSeenThrough(upstream))
            {
                (further ??= new()).Push(upstream);
            }
        }

        if (further is not null)
        {
            AddFurther(draft, further, found);
        }

        return [.. found];
    }

    // What a check reads is there before what it checks is published.
    private IReadOnlyList<AssetNode> WithChecks(StepDraft draft)
    {
        var read = draft.Assets.SelectMany(asset => _graph[asset.Key].Audits).SelectMany(check => check.Inputs).Select(input => _graph[input.Key])
            .Where(node => _makers[node.Index] != draft).ToList();
        return read.Count == 0 ? draft.Node.Upstreams : [.. draft.Node.Upstreams.Union(read)];
    }

    private static bool IsSeenThrough(AssetNode node) => node.Definition.As != Materialize.Table && !node.Definition.IsExternal;

    private void AddFurther(StepDraft draft, Stack<AssetNode> further, List<DraftLink> found)
    {
        var passed = new HashSet<AssetNode>(found.Select(link => link.Node));
        while (further.TryPop(out var node))
        {
            foreach (var upstream in node.Upstreams)
            {
                if (!passed.Add(upstream))
                {
                    continue;
                }

                if (_makers[upstream.Index] is { } maker)
                {
                    if (maker != draft)
                    {
                        found.Add(new DraftLink(maker, upstream, CanBeAbsent: false));
                    }
                }
                else if (IsSeenThrough(upstream))
                {
                    further.Push(upstream);
                }
            }
        }
    }

    private static bool CanBeAbsent(StepDraft draft, AssetKey key)
    {
        if (draft.Node.Step.After.Contains(key))
        {
            return false;
        }

        foreach (var input in draft.Node.Step.Inputs)
        {
            if (!input.IsOptional && input.Key == key)
            {
                return false;
            }
        }

        return true;
    }
}
