using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Planning;

/// <summary>
/// Finds what a step has to wait for. A reader of an ephemeral asset, or of a view that is not in the plan, sees that
/// asset's upstreams as they are when it runs, so it waits for those.
/// </summary>
internal sealed class PlannedUpstreams
{
    private readonly Dictionary<AssetKey, StepDraft> _makers = [];

    public PlannedUpstreams(IReadOnlyList<StepDraft> drafts)
    {
        foreach (var draft in drafts)
        {
            foreach (var asset in draft.Assets)
            {
                _makers.Add(asset.Key, draft);
            }
        }
    }

    public IReadOnlyList<(StepDraft Draft, AssetKey Key, bool CanBeAbsent)> Of(StepDraft draft)
    {
        var upstreams = draft.Node.Upstreams;
        if (upstreams.Count == 0)
        {
            return [];
        }

        var found = new List<(StepDraft, AssetKey, bool)>(upstreams.Count);
        Stack<AssetNode>? further = null;
        for (var i = 0; i < upstreams.Count; i++)
        {
            if (_makers.TryGetValue(upstreams[i].Key, out var maker))
            {
                if (maker != draft)
                {
                    found.Add((maker, upstreams[i].Key, CanBeAbsent(draft, upstreams[i].Key)));
                }
            }
            else if (IsSeenThrough(upstreams[i]))
            {
                (further ??= new()).Push(upstreams[i]);
            }
        }

        if (further is not null)
        {
            AddFurther(draft, further, found);
        }

        return found;
    }

    private static bool IsSeenThrough(AssetNode node) => node.Definition.As != Materialize.Table && !node.Definition.IsExternal;

    private void AddFurther(StepDraft draft, Stack<AssetNode> further, List<(StepDraft Draft, AssetKey Key, bool CanBeAbsent)> found)
    {
        var passed = new HashSet<AssetKey>(found.Select(link => link.Key));
        while (further.TryPop(out var node))
        {
            foreach (var upstream in node.Upstreams)
            {
                if (!passed.Add(upstream.Key))
                {
                    continue;
                }

                if (_makers.TryGetValue(upstream.Key, out var maker))
                {
                    if (maker != draft)
                    {
                        found.Add((maker, upstream.Key, false));
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
        if (draft.Step.After.Contains(key))
        {
            return false;
        }

        foreach (var input in draft.Step.Inputs)
        {
            if (!input.IsOptional && input.Key == key)
            {
                return false;
            }
        }

        return true;
    }
}
