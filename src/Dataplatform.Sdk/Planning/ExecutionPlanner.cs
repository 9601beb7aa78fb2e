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
    public static ExecutionPlan Plan(AssetGraph graph, AssetSelection selection) => Plan(graph, selection, static _ => null, null);

    /// <summary>Plans with a reason for each asset.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="selection">What is to be computed.</param>
    /// <param name="reasonOf">Why an asset is; null for no other reason than that it is selected.</param>
    /// <param name="name">What the plan is for, if not the selection.</param>
    internal static ExecutionPlan Plan(AssetGraph graph, AssetSelection selection, Func<AssetKey, string?> reasonOf, string? name)
    {
        var selected = selection.ResolveSet(graph);
        var drafts = Drafts(graph, selected);
        Connect(drafts, new PlannedUpstreams(graph, drafts));
        var order = Order(drafts);
        var steps = new PlannedStep[order.Count];
        var assets = new List<AssetKey>(order.Count);
        foreach (var draft in order)
        {
            steps[draft.Index] = new PlannedStep(draft.Index, draft.Node.Step, draft.Assets, Links(draft), ReasonOf(draft, graph, selected, reasonOf));
            foreach (var asset in draft.Assets)
            {
                assets.Add(asset.Key);
            }
        }

        return new ExecutionPlan(graph, name ?? selection.ToString(), steps, assets);
    }

    /// <summary>Plans the observation of the selected external assets that have an observer. Everything means each of them.</summary>
    /// <exception cref="SelectionException">The selection names something that the graph does not have.</exception>
    public static ExecutionPlan Observations(AssetGraph graph, AssetSelection selection)
    {
        var selected = selection == AssetSelection.All ? graph.Assets : selection.Resolve(graph).Select(key => graph[key]);
        var steps = selected.Where(node => node.Observer is not null).OrderBy(node => node.Key)
            .Select((node, index) => new PlannedStep(index, node.Observer!, node.Observer!.Outputs, [], Selected)).ToList();
        return new ExecutionPlan(graph, selection.ToString(), steps, [.. steps.SelectMany(step => step.Assets).Select(asset => asset.Key)]);
    }

    /// <summary>Plans the checks of the selected assets that have any, on what is published. Everything means each of them.</summary>
    /// <exception cref="SelectionException">The selection names something that the graph does not have.</exception>
    public static ExecutionPlan Checks(AssetGraph graph, AssetSelection selection)
    {
        var selected = selection == AssetSelection.All ? graph.Assets : selection.Resolve(graph).Select(key => graph[key]);
        var steps = selected.Where(node => node.Checks.Count > 0 || node.Contract is not null).OrderBy(node => node.Key)
            .Select((node, index) => new PlannedStep(index, node.Step, [node.Definition], [], Selected) { IsCheck = true }).ToList();
        return new ExecutionPlan(graph, selection.ToString(), steps, [.. steps.SelectMany(step => step.Assets).Select(asset => asset.Key)]);
    }

    private static List<StepDraft> Drafts(AssetGraph graph, AssetSet selected)
    {
        var withSeveral = new HashSet<StepDefinition>(ReferenceEqualityComparer.Instance);
        var drafts = new List<StepDraft>();
        foreach (var index in selected)
        {
            var node = graph.Assets[index];
            if (!IsComputed(node.Definition))
            {
                continue;
            }

            if (node.Step.Outputs.Count == 1)
            {
                drafts.Add(new StepDraft(node, [node.Definition], node.Rank));
            }
            else if (withSeveral.Add(node.Step))
            {
                AssetDefinition[] assets =
                    [.. node.Step.Outputs.Where(output => IsComputed(output) && (!output.IsOptional || selected.Contains(graph[output.Key].Index)))];
                drafts.Add(new StepDraft(node, assets, assets.Min(asset => graph[asset.Key].Rank)));
            }
        }

        return drafts;
    }

    private static bool IsComputed(AssetDefinition asset) => !asset.IsExternal && asset.As != Materialize.Ephemeral;

    private static void Connect(List<StepDraft> drafts, PlannedUpstreams upstreams)
    {
        foreach (var draft in drafts)
        {
            draft.Upstreams = upstreams.Of(draft);
            draft.WaitsFor = draft.Upstreams.Length;
            foreach (var upstream in draft.Upstreams)
            {
                (upstream.Maker.Readers ??= []).Add(draft);
            }
        }
    }

    private static List<StepDraft> Order(List<StepDraft> drafts)
    {
        var ready = new PriorityQueue<StepDraft, int>(drafts.Where(draft => draft.WaitsFor == 0).Select(draft => (draft, draft.Rank)));
        var order = new List<StepDraft>(drafts.Count);
        while (ready.TryDequeue(out var draft, out _))
        {
            draft.Index = order.Count;
            order.Add(draft);
            foreach (var reader in draft.Readers ?? [])
            {
                if (--reader.WaitsFor == 0)
                {
                    ready.Enqueue(reader, reader.Rank);
                }
            }
        }

        return order.Count == drafts.Count ? order : throw Circle(drafts.Except(order));
    }

    private static PlannedLink[] Links(StepDraft draft)
    {
        if (draft.Upstreams.Length == 0)
        {
            return [];
        }

        Array.Sort(draft.Upstreams);
        return Array.ConvertAll(draft.Upstreams, link => new PlannedLink(link.Maker.Index, link.Node.Key, link.CanBeAbsent));
    }

    // The graph rules give every output all edges of its method, so that a circle of methods is a circle of assets and is
    // found there. Should a rule ever become finer than that, a run must not wait for itself.
    private static DataplatformException Circle(IEnumerable<StepDraft> left) => new(
        $"These methods wait for each other, although none of their assets does: {string.Join(", ", left.Select(draft => draft.Node.Step.Name).Order(StringComparer.Ordinal))}. Split one of them into a method for each asset.");

    private static string ReasonOf(StepDraft draft, AssetGraph graph, AssetSet selected, Func<AssetKey, string?> reasonOf)
    {
        if (draft.Assets.Select(asset => reasonOf(asset.Key)).FirstOrDefault(reason => reason is not null) is { } special)
        {
            return special;
        }

        if (draft.Assets.Length == 1)
        {
            return Selected;
        }

        var chosen = draft.Assets.Where(asset => selected.Contains(graph[asset.Key].Index)).ToList();
        return chosen.Count == draft.Assets.Length
            ? Selected
            : $"selected: {string.Join(", ", chosen.Select(asset => asset.Key.Path))}; the others are computed together with it";
    }
}
