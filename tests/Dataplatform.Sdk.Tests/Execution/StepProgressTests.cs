using System.Collections;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Stores;
using Dataplatform.Sdk.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Dataplatform.Sdk.Tests.Execution;

/// <summary>How far a step is: told in intervals, to whoever wants to know, and to nobody else.</summary>
public sealed class StepProgressTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Rows_are_told_in_intervals_in_which_there_were_more_of_them()
    {
        var run = Run(new TestCatalog().Step([TestCatalog.RowsOf("a/x")], step => step.StreamAsync(0, RowsAsync(1, 0.5, 0.5, 1, 1, 0.25))));

        await run.ExecuteAsync();

        run.Observer.Progress.Select(told => (told.Key.Path, told.Elapsed.TotalSeconds, told.Rows, told.RowsPerSecond)).ShouldBe(
        [
            ("a/x", 1, 1, 1.0),
            ("a/x", 2, 3, 1.5),
            ("a/x", 3, 4, 4 / 3.0),
            ("a/x", 4, 5, 1.25),
        ]);
        run.Observer.Progress.ShouldAllBe(told => told.Step == "TestAssets.AX" && told.Fraction == null && told.RowsRead == null);
    }

    [Fact]
    public async Task A_step_that_does_not_move_is_not_told_again()
    {
        var run = Run(new TestCatalog().Step([TestCatalog.RowsOf("a/x")], step => step.StreamAsync(0, RowsAsync(1, 0, 7))));

        await run.ExecuteAsync();

        run.Observer.Progress.Select(told => told.Rows).ShouldBe([1, 3]);
    }

    [Fact]
    public async Task A_quick_step_is_not_told()
    {
        var run = Run(new TestCatalog()
            .Step([TestCatalog.RowsOf("a/x")], step => step.StreamAsync(0, RowsAsync(0.9)))
            .Step([TestCatalog.RowsOf("b/y")], step => step.StreamAsync(0, RowsAsync(0.9)), [TestCatalog.Reading("a/x")]));

        await run.ExecuteAsync();

        run.Observer.Progress.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_rows_that_are_there_it_is_known_how_many_are_still_to_come()
    {
        var run = Run(new TestCatalog().Step([TestCatalog.RowsOf("a/x")], step => step.RowsAsync(0, new SlowRows(_clock, 4))));

        await run.ExecuteAsync();

        run.Observer.Progress.Select(told => told.Fraction).ShouldBe([0.25, 0.5, 0.75]);
    }

    [Fact]
    public async Task The_engines_estimate_never_goes_back()
    {
        var run = Run(new TestCatalog().Query("a/x", _ => $"select 1"));
        run.Store.Querying = target =>
        {
            foreach (var fraction in new[] { 0.1, 0.5, 0.3, 0.7, 1.1 })
            {
                target.Progress!.Report(new StageProgress(null, fraction));
                _clock.Advance(Second);
            }
        };

        await run.ExecuteAsync();

        run.Observer.Progress.Select(told => told.Fraction).ShouldBe([0.1, 0.5, 0.7, 1]);
        run.Observer.Progress.ShouldAllBe(told => told.Rows == null && told.RowsPerSecond == null);
    }

    [Fact]
    public async Task Rows_that_the_code_reads_are_counted_over_all_inputs()
    {
        var run = Run(new TestCatalog().Rows("a/x").Rows("a/w").Step(
            [TestCatalog.EffectOf("b/y")],
            async step =>
            {
                (await step.RowsAsync<Item>(0)).Count.ShouldBe(3);
                await foreach (var row in step.Table<Item>(1))
                {
                    _clock.Advance(Second);
                }

                await step.EffectAsync(0);
            },
            [TestCatalog.Reading("a/x"), TestCatalog.Reading("a/w")]));
        run.Store.With("a/x", new Item(1), new Item(2), new Item(3)).With("a/w", new Item(1), new Item(2));

        await run.ExecuteAsync("b/y");

        run.Observer.Progress.Select(told => (told.Key.Path, told.Rows, told.RowsRead, told.RowsPerSecond)).ShouldBe(
            [("b/y", null, 4, 4.0), ("b/y", null, 5, 2.5)]);
    }

    [Fact]
    public async Task The_next_output_begins_anew()
    {
        var run = Run(new TestCatalog().Step(
            [TestCatalog.RowsOf("a/x"), TestCatalog.RowsOf("a/y")],
            async step =>
            {
                await step.StreamAsync(0, RowsAsync(1, 1));
                await step.StreamAsync(1, RowsAsync(1));
            }));

        await run.ExecuteAsync();

        run.Observer.Progress.Select(told => (told.Key.Path, told.Rows, told.RowsPerSecond)).ShouldBe([("a/x", 1, 1), ("a/x", 2, 1), ("a/y", 1, 1.0)]);
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_is_measured()
    {
        var run = new TestRun(new TestCatalog()
            .Step([TestCatalog.RowsOf("a/x")], step => step.StreamAsync(0, RowsAsync(5)))
            .Query("b/y", _ => $"select 1")) { Clock = _clock };

        await run.ExecuteAsync();

        run.Store.Targets.Select(target => target.Key.Path).ShouldBe(["a/x", "b/y"], ignoreOrder: true);
        run.Store.Targets.ShouldAllBe(target => target.Progress == null);
    }

    [Fact]
    public async Task An_observer_that_throws_at_progress_ends_the_run_with_what_it_threw()
    {
        var run = Run(
            new TestCatalog()
                .Step([TestCatalog.RowsOf("a/x")], step => step.StreamAsync(0, RowsAsync(1, 1)))
                .Rows("b/y", ["a/x"]),
            _ => throw new InvalidOperationException("my mistake"));

        (await Should.ThrowAsync<InvalidOperationException>(() => run.ExecuteAsync())).Message.ShouldBe("my mistake");

        run.Observer.Progress.Count.ShouldBe(1);
        run.Store.Published.Keys.Select(key => key.Path).ShouldBe(["a/x"], "what runs goes on, and nothing more begins");
    }

    private TestRun Run(TestCatalog catalog, Action<StepProgress>? told = null) => new(catalog)
    {
        Clock = _clock,
        Observer = new RecordingObserver { ProgressInterval = Second, ProgressTold = told ?? (_ => { }) },
    };

    // A row, then so many seconds until the next.
    private async IAsyncEnumerable<Item> RowsAsync(params double[] seconds)
    {
        foreach (var wait in seconds)
        {
            yield return new Item(1);
            _clock.Advance(TimeSpan.FromSeconds(wait));
        }

        await Task.CompletedTask;
    }

    private sealed class SlowRows(FakeTimeProvider clock, int count) : IReadOnlyCollection<Item>
    {
        public int Count => count;

        public IEnumerator<Item> GetEnumerator()
        {
            for (var i = 0; i < count; i++)
            {
                if (i > 0)
                {
                    clock.Advance(Second);
                }

                yield return new Item(i);
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
