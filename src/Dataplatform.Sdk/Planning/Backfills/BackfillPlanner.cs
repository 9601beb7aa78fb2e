using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Selection;

namespace Dataplatform.Sdk.Planning.Backfills;

/// <summary>
/// Plans the work on partitions, batch after batch: each is a plan of its own, in which a step comes once for each of its slices. What is
/// ready is found with sets, so that a hundred thousand partitions cost what their gaps do; only those of the next batch are looked at one
/// by one.
/// </summary>
internal sealed class BackfillPlanner
{
    private readonly AssetGraph _graph;
    private readonly ExecutionPlan _base;
    private readonly BackfillOptions _options;
    private readonly BackfillStep[] _steps;
    private readonly Dictionary<AssetKey, BackfillStep> _makers = [];

    /// <summary>Plans nothing yet.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="book">How assets are divided.</param>
    /// <param name="selection">The assets.</param>
    /// <param name="targetOf">The partitions that are to be made of a step.</param>
    /// <param name="options">How.</param>
    public BackfillPlanner(AssetGraph graph, PartitionBook book, AssetSelection selection, Func<StepDefinition, PartitionSet> targetOf, BackfillOptions options)
    {
        (_graph, _options) = (graph, options);
        _base = ExecutionPlanner.Plan(graph, selection);
        _steps = [.. _base.Steps.Select(step => new BackfillStep(step, targetOf(step.Step)))];
        foreach (var step in _steps)
        {
            var definition = step.Planned.Step;
            foreach (var link in step.Planned.Links)
            {
                var input = definition.Inputs.FirstOrDefault(input => input.Key == link.Key && !input.IsSelf);
                step.Links.Add((_steps[link.Step], link, input is not null ? book.Edge(definition, input)
                    : definition.After.Contains(link.Key) ? book.After(definition, link.Key) : book.Whole(definition, link.Key)));
            }

            step.Self = definition.Inputs.FirstOrDefault(input => input.IsSelf || step.Planned.Assets.Any(asset => asset.Key == input.Key)) is { } self && definition.Partitions is not null
                ? book.Edge(definition, self)
                : null;
            foreach (var asset in step.Planned.Assets)
            {
                _makers[asset.Key] = step;
            }
        }
    }

    /// <summary>The steps, each after those that it needs.</summary>
    public IReadOnlyList<BackfillStep> Steps => _steps;

    /// <summary>How many partitions are to be made, of all steps together.</summary>
    public long Total => _steps.Sum(step => step.Target.Count);

    /// <summary>How many are neither made nor given up.</summary>
    public long Remaining => _steps.Sum(step => step.Remaining.Count);

    /// <summary>The next batch; null if nothing is left that could be done.</summary>
    public ExecutionPlan? Next()
    {
        var planned = new List<PlannedStep>();
        foreach (var step in _steps)
        {
            step.Taken = Take(step);
            step.Places.Clear();
            foreach (var slice in BackfillSlices.Of(step, _options.NewestFirst))
            {
                foreach (var place in slice.Partitions)
                {
                    step.Places[place.Key] = planned.Count;
                }

                planned.Add(new PlannedStep(planned.Count, step.Planned.Step, step.Planned.Assets, Links(step, slice, planned.Count), step.Planned.Reason)
                {
                    Slice = step.Planned.Step.Partitions is null ? null : slice,
                });
            }
        }

        return planned.Count == 0 ? null : new ExecutionPlan(_graph, _base.Selection, planned, [.. planned.SelectMany(step => step.Assets, (_, asset) => asset.Key).Distinct()]);
    }

    /// <summary>Takes in what became of a batch. What needs a partition that failed is given up.</summary>
    public void Settle(IReadOnlyList<AssetOutcome> outcomes)
    {
        foreach (var (step, ended) in outcomes.GroupBy(outcome => _makers[outcome.Key]).Select(group => (group.Key, group.ToList())))
        {
            // What a method leaves out by choice is done; whatever else is skipped needs something that failed.
            var done = KeysOf(step, ended.Where(outcome => outcome.Status == AssetStatus.Materialized || outcome.IsByChoice));
            var failed = KeysOf(step, ended.Where(outcome => outcome.Status == AssetStatus.Failed));
            step.Settle(done.Except(failed), failed, KeysOf(step, ended.Where(outcome => outcome is { Status: AssetStatus.Skipped, IsByChoice: false })).Except(done).Except(failed));
        }

        foreach (var step in _steps)
        {
            var blocked = PartitionSet.None(step.Target.Shape);
            foreach (var (upstream, _, edge) in step.Links)
            {
                blocked = blocked.Union(Readers(edge, upstream.Failed.Union(upstream.Blocked)));
            }

            step.Settle(PartitionSet.None(step.Target.Shape), PartitionSet.None(step.Target.Shape), blocked.Intersect(step.Remaining));
            if (step.Self is { } self)
            {
                // Each partition that is given up takes the next one with it.
                for (var more = Lost(step, self); !more.IsEmpty; more = Lost(step, self))
                {
                    step.Settle(PartitionSet.None(step.Target.Shape), PartitionSet.None(step.Target.Shape), more);
                }
            }
        }
    }

    private static PartitionSet Lost(BackfillStep step, PartitionEdge self) =>
        Readers(self, step.Failed.Union(step.Blocked)).Intersect(step.Remaining);

    private static PartitionSet Readers(PartitionEdge edge, PartitionSet upstream) =>
        edge.Downstream(upstream);

    private static PartitionSet KeysOf(BackfillStep step, IEnumerable<AssetOutcome> outcomes) => step.Planned.Step.Partitions is null
        ? outcomes.Any() ? step.Target : PartitionSet.None(step.Target.Shape)
        : PartitionSet.Of(step.Target.Shape, outcomes.SelectMany(outcome => outcome.Partitions, (_, place) => place.Key));

    private PartitionSet Take(BackfillStep step)
    {
        var ready = step.Remaining;
        foreach (var (upstream, _, edge) in step.Links)
        {
            ready = ready.Except(Readers(edge, upstream.Remaining.Except(upstream.Taken)));
        }

        if (step.Self is not null)
        {
            return InOrder(step, ready);
        }

        var most = Most(step);
        return ready.Count <= most ? ready : PartitionSet.Of(ready.Shape, InTurn(step, ready).Take(most));
    }

    private int Most(BackfillStep step) => _options.BatchSize
        ?? (step.Planned.Step.Policies.Backfill is { } policy ? policy.MaxPartitionsPerRun ?? int.MaxValue : BackfillOptions.DefaultBatchSize);

    // A method that takes ranges is called the less often the longer they are, so that one combination of keys comes after the other.
    private IEnumerable<PartitionKey> InTurn(BackfillStep step, PartitionSet ready) => step.Planned.Step.TakesRange && !_options.NewestFirst
        ? ready.Times.SelectMany(next => PartitionSet.Single(ready.Shape, next.Key, next.Value).Keys())
        : ready.Keys(_options.NewestFirst);

    // A partition that goes on from the one before it is taken only behind it.
    private PartitionSet InOrder(BackfillStep step, PartitionSet ready)
    {
        var taken = new List<PartitionKey>();
        var waiting = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in step.Remaining.Keys())
        {
            var combination = step.Target.Shape.Split(key)!.Value.Combination;
            if (waiting.Contains(combination))
            {
                continue;
            }

            if (!ready.Contains(key))
            {
                waiting.Add(combination);
                continue;
            }

            taken.Add(key);
            if (taken.Count == Most(step))
            {
                break;
            }
        }

        return PartitionSet.Of(step.Target.Shape, taken);
    }

    private static PlannedLink[] Links(BackfillStep step, PlannedSlice slice, int index)
    {
        var links = new SortedSet<(int Step, AssetKey Key, bool CanBeAbsent)>();
        foreach (var (upstream, link, edge) in step.Links)
        {
            foreach (var place in Needed(edge, slice, upstream))
            {
                links.Add((place, link.Key, link.CanBeAbsent));
            }
        }

        if (step.Self is { } self)
        {
            foreach (var place in Needed(self, slice, step))
            {
                if (place != index)
                {
                    links.Add((place, step.Planned.Assets[0].Key, false));
                }
            }
        }

        return [.. links.Select(link => new PlannedLink(link.Step, link.Key, link.CanBeAbsent))];
    }

    private static IEnumerable<int> Needed(PartitionEdge edge, PlannedSlice slice, BackfillStep upstream)
    {
        if (upstream.Places.Count == 0)
        {
            yield break;
        }

        var keys = edge.IsIdentity
            ? slice.Partitions.Select(place => place.Key)
            : edge.Upstream(PartitionSet.Of(edge.Reader, slice.Keys)).Existing.Intersect(upstream.Taken).Keys();
        foreach (var key in keys)
        {
            if (upstream.Places.TryGetValue(key, out var place))
            {
                yield return place;
            }
        }
    }
}
