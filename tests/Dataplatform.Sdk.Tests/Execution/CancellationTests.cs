using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Dataplatform.Sdk.Tests.Execution;

public sealed class CancellationTests : IDisposable
{
    private readonly CancellationTokenSource _cancel = new();

    public void Dispose() => _cancel.Dispose();

    [Fact]
    public async Task Running_steps_are_interrupted_and_the_others_never_begin()
    {
        var run = new TestRun(new TestCatalog()
            .Rows("a/done")
            .Rows("b/runs", ["a/done"], body: async step =>
            {
                await _cancel.CancelAsync();
                await Task.Delay(Timeout.Infinite, step.CancellationToken);
            })
            .Rows("c/after", ["b/runs"]).Rows("d/later", ["c/after"]));

        var completed = await run.ExecuteAsync(cancellationToken: _cancel.Token);

        completed.Status.ShouldBe(RunStatus.Cancelled);
        completed.Lines().ShouldBe(["a/done Materialized", "b/runs Cancelled: interrupted", "c/after Cancelled: never began", "d/later Cancelled: never began"]);
        run.Store.Published.Keys.ShouldBe([new("a/done")]);
        run.Store.OpenSessions.ShouldBe(0, "what was staged is discarded");
    }

    [Fact]
    public async Task What_is_finished_but_not_yet_publishing_is_not_published()
    {
        var run = new TestRun(new TestCatalog().Step([TestCatalog.RowsOf("a/x")], async step =>
        {
            await step.RowsAsync(0, [new Item(1)]);
            var interrupted = Interrupted(step.CancellationToken);
            await _cancel.CancelAsync();
            await interrupted;
        }));

        (await run.ExecuteAsync(cancellationToken: _cancel.Token)).Lines().ShouldBe(["a/x Cancelled: interrupted"]);
        run.Store.Published.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_step_that_ignores_the_token_is_left_behind_and_can_never_publish()
    {
        var clock = new FakeTimeProvider();
        var stubborn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var interrupted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = new TestRun(new TestCatalog().Step([TestCatalog.RowsOf("a/x")], async step =>
        {
            await step.RowsAsync(0, [new Item(1)]);
            step.CancellationToken.Register(interrupted.SetResult);
            await _cancel.CancelAsync();
            await stubborn.Task;
        }).Rows("a/y", ["a/x"]))
        {
            Clock = clock,
        };

        var running = run.ExecuteAsync(cancellationToken: _cancel.Token);
        await interrupted.Task;
        running.IsCompleted.ShouldBeFalse("it has a second to end in order");
        clock.Advance(TimeSpan.FromSeconds(1));
        var completed = await running;

        completed.Lines().ShouldBe(
            ["a/x Cancelled: interrupted; its step ignores the cancellation, so the run stopped waiting for it", "a/y Cancelled: never began"]);
        completed.Of("a/x").Duration.ShouldBe(TimeSpan.FromSeconds(1));

        var events = run.Observer.Events.Count;
        stubborn.SetResult();
        await run.Store.SessionClosed;
        run.Store.Published.ShouldBeEmpty();
        run.Observer.Events.Count.ShouldBe(events, "the run has said its last word");
    }

    [Fact]
    public async Task A_publication_that_has_begun_is_waited_for()
    {
        var clock = new FakeTimeProvider();
        var run = new TestRun(new TestCatalog().Rows("a/x")) { Clock = clock };
        run.Store.Publishing = async (_, _) => await _cancel.CancelAsync();

        (await run.ExecuteAsync(cancellationToken: _cancel.Token)).Lines().ShouldBe(["a/x Materialized"]);
        run.Store.Published.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_publication_that_does_not_end_is_interrupted_and_then_left_behind()
    {
        var clock = new FakeTimeProvider();
        var publishing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = new TestRun(new TestCatalog().Rows("a/x")) { Clock = clock };
        run.Store.Publishing = async (_, _) =>
        {
            publishing.SetResult();
            await never.Task;
        };

        var running = run.ExecuteAsync(cancellationToken: _cancel.Token);
        await publishing.Task;
        await _cancel.CancelAsync();
        while (!running.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        (await running).Lines().ShouldBe(["a/x Cancelled: interrupted while it was being published; whether it was is not known"]);
        never.SetResult();
    }

    [Fact]
    public async Task A_run_that_is_cancelled_before_it_begins_starts_nothing()
    {
        await _cancel.CancelAsync();
        var run = new TestRun(new TestCatalog().Rows("a/x").Effect("a/y"));

        (await run.ExecuteAsync(cancellationToken: _cancel.Token)).Lines().ShouldBe(["a/x Cancelled: never began", "a/y Cancelled: never began"]);
        run.Observer.StartedSteps.ShouldBeEmpty();
        run.Store.Opened.ShouldBe(0);
    }

    [Fact]
    public async Task A_failure_before_the_cancellation_stays_the_reason_of_what_depends_on_it()
    {
        var run = new TestRun(new TestCatalog()
            .Effect("a/fails", body: _ => throw new DataplatformException("broken"))
            .Effect("b/runs", ["a/other"], async step =>
            {
                await _cancel.CancelAsync();
                await Interrupted(step.CancellationToken);
                step.CancellationToken.ThrowIfCancellationRequested();
            })
            .Effect("a/other").Effect("c/reads", ["a/fails", "b/runs"]).Effect("d/reads", ["b/runs"]))
        {
            Options = new() { MaxParallel = 1 },
        };

        (await run.ExecuteAsync(cancellationToken: _cancel.Token)).Lines().Order(StringComparer.Ordinal).ShouldBe(
        [
            "a/fails Failed: broken", "a/other Materialized", "b/runs Cancelled: interrupted", "c/reads Skipped: 'a/fails' failed", "d/reads Cancelled: never began",
        ]);
    }

    [Fact]
    public async Task A_token_of_the_steps_own_is_a_failure_not_a_cancellation()
    {
        var run = new TestRun(new TestCatalog().Effect("a/x", body: _ => throw new TaskCanceledException("the request timed out")));

        (await run.ExecuteAsync()).Lines().ShouldBe(["a/x Failed: the request timed out"]);
    }

    [Fact]
    public void Whoever_comes_first_closes_the_gate_for_the_other()
    {
        var published = new StepGate();
        published.TryPublish().ShouldBeTrue();
        published.TryPublish().ShouldBeTrue("a step may publish in several stores");
        published.TryAbandon().ShouldBeFalse();

        var abandoned = new StepGate();
        abandoned.TryAbandon().ShouldBeTrue();
        abandoned.TryPublish().ShouldBeFalse();
    }

    private static async Task Interrupted(CancellationToken token)
    {
        var interrupted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (token.Register(interrupted.SetResult))
        {
            await interrupted.Task;
        }
    }
}
