using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Tests.Fakes;
using FsCheck;
using FsCheck.Fluent;

namespace Dataplatform.Sdk.Tests.Execution;

/// <summary>The parallel executor against a naive model that runs one step after the other.</summary>
public sealed class RunModelTests
{
    private static readonly Gen<(RandomGraph Graph, HashSet<int> Failing, int MaxParallel, int Seed)> Samples =
        from graph in RandomGraph.Generate
        from picks in Gen.ArrayOf(Gen.Choose(0, 4), graph.Keys.Count)
        from maxParallel in Gen.Choose(1, 4)
        from seed in Gen.Choose(0, 1000)
        select (graph, Enumerable.Range(0, picks.Length).Where(i => picks[i] == 0).ToHashSet(), maxParallel, seed);

    [Fact]
    public void Statuses_and_reasons_are_those_of_the_sequential_model() => Laws.Hold(Samples, sample =>
    {
        var probe = new Probe(sample.Graph, sample.Failing, sample.Seed);
        var run = new TestRun(sample.Graph.Catalog(probe.Body)) { Options = new() { MaxParallel = sample.MaxParallel } };

        var completed = run.ExecuteAsync().GetAwaiter().GetResult();

        completed.Lines().Order(StringComparer.Ordinal).ShouldBe(Model(sample.Graph, sample.Failing).Order(StringComparer.Ordinal));
        completed.Status.ShouldBe(sample.Failing.Count > 0 ? RunStatus.Failed : RunStatus.Succeeded);
        probe.MostAtOnce.ShouldBeLessThanOrEqualTo(sample.MaxParallel);
        probe.BeganTooEarly.ShouldBeEmpty();
        run.Observer.CameTwoAtATime.ShouldBeFalse();
    });

    [Fact]
    public void A_cancellation_at_any_event_leaves_a_true_and_complete_account()
    {
        var samples = from sample in Samples from at in Gen.Choose(0, 40) select (sample, at);
        Laws.Hold(samples, input =>
        {
            var (sample, at) = input;
            using var source = new CancellationTokenSource();
            var seen = 0;
            var probe = new Probe(sample.Graph, sample.Failing, sample.Seed);
            var run = new TestRun(sample.Graph.Catalog(probe.Body))
            {
                Options = new() { MaxParallel = sample.MaxParallel },
                Observer = new(_ =>
                {
                    if (seen++ == at)
                    {
                        source.Cancel();
                    }
                }),
            };

            var completed = run.ExecuteAsync(cancellationToken: source.Token).GetAwaiter().GetResult();

            completed.Assets.Select(asset => asset.Key.Path).Order(StringComparer.Ordinal).ShouldBe(sample.Graph.Keys.Order(StringComparer.Ordinal));
            completed.Assets.Count(asset => asset.Status == AssetStatus.Materialized).ShouldBe(probe.Done, "what is done counts, and nothing else");
            run.Observer.Events.SkipWhile((_, i) => i <= at).ShouldNotContain(runEvent => runEvent is RunEvent.StepStarted, "nothing starts after the cancellation");
            if (completed.Assets.Any(asset => asset.Status == AssetStatus.Cancelled))
            {
                completed.Status.ShouldBe(RunStatus.Cancelled);
            }
        });
    }

    private static IEnumerable<string> Model(RandomGraph graph, HashSet<int> failing)
    {
        var roots = new string?[graph.Keys.Count];
        var plan = Sdk.Planning.ExecutionPlanner.Plan(graph.Catalog().Graph(), Sdk.Selection.AssetSelection.All).Assets.Select(key => key.Path).ToList();
        for (var i = 0; i < graph.Keys.Count; i++)
        {
            var bad = graph.Reads[i].Where(j => roots[j] is not null).OrderBy(j => plan.IndexOf(graph.Keys[j])).Cast<int?>().FirstOrDefault();
            if (bad is { } upstream)
            {
                roots[i] = roots[upstream];
                yield return $"{graph.Keys[i]} Skipped: {(failing.Contains(upstream) && roots[upstream] == $"'{graph.Keys[upstream]}' failed" ? roots[i] : $"{roots[i]}, upstream of '{graph.Keys[upstream]}'")}";
            }
            else if (failing.Contains(i))
            {
                roots[i] = $"'{graph.Keys[i]}' failed";
                yield return $"{graph.Keys[i]} Failed: no {i}";
            }
            else
            {
                yield return $"{graph.Keys[i]} Materialized";
            }
        }
    }

    /// <summary>Watches the bodies: some end at once, some later, some fail.</summary>
    private sealed class Probe(RandomGraph graph, HashSet<int> failing, int seed)
    {
        private readonly Lock _lock = new();
        private readonly HashSet<int> _done = [];
        private int _running;

        public int MostAtOnce { get; private set; }

        public List<int> BeganTooEarly { get; } = [];

        public int Done
        {
            get
            {
                lock (_lock)
                {
                    return _done.Count;
                }
            }
        }

        public Func<Sdk.Catalog.StepInvocation, ValueTask> Body(int i) => async _ =>
        {
            lock (_lock)
            {
                MostAtOnce = Math.Max(MostAtOnce, ++_running);
                if (!graph.Reads[i].All(_done.Contains))
                {
                    BeganTooEarly.Add(i);
                }
            }

            for (var turn = 0; turn < (seed + i) % 3; turn++)
            {
                await Task.Yield();
            }

            lock (_lock)
            {
                _running--;
                if (failing.Contains(i))
                {
                    throw new DataplatformException($"no {i}");
                }

                _done.Add(i);
            }
        };
    }
}
