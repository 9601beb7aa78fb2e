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
        HashSet<AssetNode>? passed = null;
        for (var i = 0; i < upstreams.Count; i++)
        {
            Add(draft, upstreams[i], CanBeAbsent(draft, upstreams[i].Key), found, ref passed);
        }

        return found;
    }

    private void Add(
        StepDraft draft,
        AssetNode upstream,
        bool canBeAbsent,
        List<(StepDraft Draft, AssetKey Key, bool CanBeAbsent)> found,
        ref HashSet<AssetNode>? passed)
    {
        if (_makers.TryGetValue(upstream.Key, out var maker))
        {
            if (maker != draft && !found.Exists(link => link.Key == upstream.Key))
            {
                found.Add((maker, upstream.Key, canBeAbsent));
            }
        }
        else if (upstream.Definition.As != Materialize.Table && (passed ??= []).Add(upstream))
        {
            foreach (var further in upstream.Upstreams)
            {
                Add(draft, further, canBeAbsent: false, found, ref passed);
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
