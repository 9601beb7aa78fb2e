using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Tests.Fakes;

namespace Dataplatform.Sdk.Tests.Execution.Policies;

public sealed class TimeoutTests
{
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    private readonly WatchedClock _clock = new();

    [Fact]
    public async Task A_step_that_takes_too_long_is_told_to_end_and_has_failed()
    {
        var run = Run(new() { Timeout = TenMinutes }, async step => await Task.Delay(Timeout.Infinite, step.CancellationToken), "b/after");

        var running = run.ExecuteAsync(cancellationToken: TestContext.Current.CancellationToken);
        (await _clock.PassAsync()).ShouldBe(TenMinutes);

        (await running).Lines().ShouldBe(["a/x Failed: 'TestAssets.AX' took longer than its timeout of 10m.", "b/after Skipped: 'a/x' failed"]);
        run.Store.Published.ShouldBeEmpty();
        run.Store.OpenSessions.ShouldBe(0, "its stage is discarded");
        run.Observer.Events.OfType<RunEvent.AssetFailed>().Single().Error.Exception.ShouldBeNull("the message explains it in full");
    }

    [Fact]
    public async Task A_step_that_ignores_its_token_is_left_behind_and_can_never_publish()
    {
        var stubborn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = Run(new() { Timeout = TenMinutes }, async _ =>
        {
            began.SetResult();
            await stubborn.Task;
        });

        var running = run.ExecuteAsync(cancellationToken: TestContext.Current.CancellationToken);
        await began.Task;
        await _clock.PassAsync();
        running.IsCompleted.ShouldBeFalse("it has a little time to end in order");
        (await _clock.PassAsync()).ShouldBeLessThan(TimeSpan.FromSeconds(1));
        var completed = await running;

        completed.Of("a/x").Reason.ShouldStartWith("'TestAssets.AX' took longer than its timeout of 10m, and its code ignores the cancellation");
        stubborn.SetResult();
        await run.Store.SessionClosed;
        run.Store.Published.ShouldBeEmpty();
    }

    [Fact]
    public async Task Synchronous_code_that_keeps_its_thread_is_left_behind_too()
    {
        using var stubborn = new ManualResetEventSlim();
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = Run(new() { Timeout = TenMinutes }, _ =>
        {
            began.SetResult();
            stubborn.Wait();
            return default;
        });

        var running = run.ExecuteAsync(cancellationToken: TestContext.Current.CancellationToken);
        await began.Task;
        await _clock.PassAsync();
        await _clock.PassAsync();

        (await running).Status.ShouldBe(RunStatus.Failed);
        stubborn.Set();
        await run.Store.SessionClosed;
        run.Store.Published.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_handed_over_too_late_is_not_published()
    {
        var run = Run(new() { Timeout = TenMinutes }, step =>
        {
            // Nobody waits for the news: it goes on to publish at once.
            _clock.Advance(TenMinutes);
            return default;
        });

        (await run.ExecuteAsync(cancellationToken: TestContext.Current.CancellationToken)).Lines().ShouldBe(["a/x Failed: 'TestAssets.AX' took longer than its timeout of 10m."]);
        run.Store.Published.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_publication_that_has_begun_is_finished()
    {
        var run = Run(new() { Timeout = TenMinutes }, _ => default);
        run.Store.Publishing = (_, _) =>
        {
            _clock.Advance(TimeSpan.FromHours(1));
            return default;
        };

        (await run.ExecuteAsync(cancellationToken: TestContext.Current.CancellationToken)).Lines().ShouldBe(["a/x Materialized"]);
    }

    [Fact]
    public async Task Each_attempt_has_the_whole_time_and_the_old_one_cannot_publish_any_more()
    {
        var stubborn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = Run(
            new() { Timeout = TenMinutes, Retry = new(1) { On = [typeof(TimeoutException)] } },
            async step =>
            {
                began.TrySetResult();
                await (step.Context.Attempt == 1 ? stubborn.Task : Task.CompletedTask);
            });

        var running = run.ExecuteAsync(cancellationToken: TestContext.Current.CancellationToken);
        await began.Task;
        (await _clock.PassAsync()).ShouldBe(TenMinutes);
        (await _clock.PassAsync()).ShouldBeLessThan(TimeSpan.FromSeconds(1));
        (await _clock.PassAsync()).ShouldBe(TimeSpan.FromSeconds(1), "the delay before the next attempt");
        (await _clock.WaitAsync()).ShouldBe(TenMinutes);
        (await running).Lines().ShouldBe(["a/x Materialized"]);

        var version = run.Store.Published[new("a/x")].Id;
        stubborn.SetResult();
        while (run.Store.OpenSessions > 0)
        {
            await Task.Yield();
        }

        run.Store.Published[new("a/x")].Id.ShouldBe(version);
    }

    [Fact]
    public async Task Cancelling_the_run_is_told_as_such()
    {
        using var cancel = new CancellationTokenSource();
        var run = Run(new() { Timeout = TenMinutes }, async step => await Task.Delay(Timeout.Infinite, step.CancellationToken));

        var running = run.ExecuteAsync(cancellationToken: cancel.Token);
        await _clock.WaitAsync();
        await cancel.CancelAsync();

        (await running).Lines().ShouldBe(["a/x Cancelled: interrupted"]);
    }

    [Fact]
    public async Task An_infinite_timeout_is_none()
    {
        var run = Run(new() { Timeout = Timeout.InfiniteTimeSpan }, _ =>
        {
            _clock.Advance(TimeSpan.FromDays(1000));
            return default;
        });

        (await run.ExecuteAsync(cancellationToken: TestContext.Current.CancellationToken)).Status.ShouldBe(RunStatus.Succeeded);
    }

    private TestRun Run(StepPolicies policies, Func<StepInvocation, ValueTask> body, string? after = null)
    {
        var catalog = new TestCatalog().Policed("a/x", policies, body);
        return new(after is null ? catalog : catalog.Effect(after, ["a/x"])) { Clock = _clock };
    }
}
