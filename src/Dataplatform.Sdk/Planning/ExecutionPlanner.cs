using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Selection;

namespace Dataplatform.Sdk.Planning;

/// <summary>Turns a selection into steps: a pure function, nothing is opened or asked.</summary>
public static class ExecutionPlanner
{
    private const string Selected = "selected";

    /// <summary>Plans the computation of the selected assets. External and ephemeral assets need none, so they are no steps.</summary>
    /// <exception cref="SelectionException">The selection names something that the graph does not have.</exception>
    public static ExecutionPlan Plan(AssetGraph graph, AssetSelection selection)
    {
        var selected = selection.ResolveSet(graph);
        var drafts = Drafts(graph, selected);
        var order = Order(drafts, new PlannedUpstreams(drafts));
        var steps = new PlannedStep[drafts.Count];
        var assets = new List<AssetKey>();
        for (var index = 0; index < order.Count; index++)
        {
            var draft = order[index];
            List<PlannedLink> links = [.. draft.Upstreams
                .Select(upstream => new PlannedLink(upstream.Draft.Index, upstream.Key, upstream.CanBeAbsent))
                .OrderBy(link => link.Step).ThenBy(link => link.Key)];
            steps[index] = new PlannedStep(index, draft.Step, draft.Assets, links, ReasonOf(draft, graph, selected));
            assets.AddRange(draft.Assets.Select(asset => asset.Key));
        }

        return new ExecutionPlan(graph, selection.ToString(), steps, assets);
    }

    private static List<StepDraft> Drafts(AssetGraph graph, AssetSet selected)
    {
        var byStep = new HashSet<StepDefinition>(ReferenceEqualityComparer.Instance);
        var drafts = new List<StepDraft>();
        foreach (var index in selected)
        {
            var node = graph.Assets[index];
            if (!IsComputed(node.Definition) || !byStep.Add(node.Step))
            {
                continue;
            }

            var outputs = node.Step.Outputs;
            AssetDefinition[] assets = outputs.Count == 1
                ? [node.Definition]
                : [.. outputs.Where(output => IsComputed(output) && (!output.IsOptional || selected.Contains(graph[output.Key].Index)))];
            drafts.Add(new StepDraft(node, assets));
        }

        return drafts;
    }

    private static bool IsComputed(AssetDefinition asset) => !asset.IsExternal && asset.As != Materialize.Ephemeral;

    private static List<StepDraft> Order(List<StepDraft> drafts, PlannedUpstreams upstreams)
    {
        foreach (var draft in drafts)
        {
            draft.Upstreams = upstreams.Of(draft);
        }

        var readers = new List<StepDraft>?[drafts.Count];
        for (var i = 0; i < drafts.Count; i++)
        {
            drafts[i].Index = i;
        }

        var waitsFor = new int[drafts.Count];
        var ready = new PriorityQueue<StepDraft, AssetKey>(drafts.Count);
        foreach (var draft in drafts)
        {
            waitsFor[draft.Index] = draft.Upstreams.Count;
            foreach (var upstream in draft.Upstreams)
            {
                (readers[upstream.Draft.Index] ??= []).Add(draft);
            }

            if (draft.Upstreams.Count == 0)
            {
                ready.Enqueue(draft, draft.First);
            }
        }

        var order = new List<StepDraft>(drafts.Count);
        while (ready.TryDequeue(out var draft, out _))
        {
            order.Add(draft);
            foreach (var reader in readers[draft.Index] ?? [])
            {
                if (--waitsFor[reader.Index] == 0)
                {
                    ready.Enqueue(reader, reader.First);
                }
            }
        }

        if (order.Count < drafts.Count)
        {
            throw Circle(drafts.Except(order));
        }

        for (var place = 0; place < order.Count; place++)
        {
            order[place].Index = place;
        }

        return order;
    }

    // The graph rules give every output all edges of its method, so that a circle of methods is a circle of assets and is
    // found there. Should a rule ever become finer than that, a run must not wait for itself.
    private static DataplatformException Circle(IEnumerable<StepDraft> left) => new(
        $"These methods wait for each other, although none of their assets does: {string.Join(", ", left.Select(draft => draft.Step.Name).Order(StringComparer.Ordinal))}. Split one of them into a method for each asset.");

    private static string ReasonOf(StepDraft draft, AssetGraph graph, AssetSet selected)
    {
        if (draft.Assets.Count == 1)
        {
            return Selected;
        }

        var chosen = draft.Assets.Where(asset => selected.Contains(graph[asset.Key].Index)).ToList();
        return chosen.Count == draft.Assets.Count
            ? Selected
            : $"selected: {string.Join(", ", chosen.Select(asset => asset.Key.Path))}; the others are computed together with it";
    }
}
