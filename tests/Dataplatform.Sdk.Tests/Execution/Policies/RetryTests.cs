using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Tests.Fakes;

namespace Dataplatform.Sdk.Tests.Execution.Policies;

public sealed class RetryTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly WatchedClock _clock = new();

    [Fact]
    public async Task A_failed_attempt_is_followed_by_another_one_from_nothing()
    {
        var run = Run(new RetryPolicy(3) { Delay = 2 * Second, Backoff = Backoff.Exponential }, step =>
            step.Context.Attempt < 3 ? throw new InvalidOperationException($"no {step.Context.Attempt}") : default);

        var running = run.ExecuteAsync(cancellationToken: TestContext.Current.CancellationToken);
        (await _clock.PassAsync()).ShouldBe(2 * Second);
        (await _clock.PassAsync()).ShouldBe(4 * Second);
        var completed = await running;

        completed.Lines().ShouldBe(["a/x Materialized"]);
        completed.Of("a/x").Duration.ShouldBe(6 * Second);
        run.Store.Scopes.Select(scope => scope.Attempt).ShouldBe([1, 2, 3]);
        run.Store.OpenSessions.ShouldBe(0, "what failed attempts staged is discarded");
        run.Store.Log.ShouldBe(["TestAssets.AX publishes a/x"]);
        run.Observer.Events.OfType<RunEvent.StepRetrying>().Select(retry => (retry.Step, retry.Assets.Single().Path, retry.Attempt, retry.Delay, retry.Error.Message)).ShouldBe(
            [("TestAssets.AX", "a/x", 1, 2 * Second, "no 1"), ("TestAssets.AX", "a/x", 2, 4 * Second, "no 2")]);
        run.Observer.StartedSteps.ShouldBe(["a/x"], "an attempt is no new step");
    }

    [Fact]
    public async Task The_last_failure_is_that_of_the_step()
    {
        var run = Run(new RetryPolicy(1), step => throw new InvalidOperationException($"no {step.Context.Attempt}"));

        var running = run.ExecuteAsync(cancellationToken: TestContext.Current.CancellationToken);
        (await _clock.PassAsync()).ShouldBe(Second);

        (await running).Lines().ShouldBe(["a/x Failed: no 2"]);
    }

    [Theory]
    [InlineData(Backoff.Constant, null, new[] { 2, 2, 2 })]
    [InlineData(Backoff.Linear, null, new[] { 2, 4, 6 })]
    [InlineData(Backoff.Exponential, null, new[] { 2, 4, 8 })]
    [InlineData(Backoff.Exponential, 5, new[] { 2, 4, 5 })]
    public async Task Delays_grow_as_declared(Backoff backoff, int? longest, int[] seconds)
    {
        var run = Run(new RetryPolicy(3) { Delay = 2 * Second, Backoff = backoff, MaxDelay = longest * Second }, _ => throw new InvalidOperationException("no"));

        var running = run.ExecuteAsync(cancellationToken: TestContext.Current.CancellationToken);
        foreach (var delay in seconds)
        {
            (await _clock.PassAsync()).ShouldBe(delay * Second);
        }

        (await running).Status.ShouldBe(RunStatus.Failed);
    }

    [Fact]
    public async Task Jitter_lets_steps_come_back_at_different_times()
    {
        var catalog = new TestCatalog();
        for (var i = 0; i < 8; i++)
        {
            catalog.Policed($"a/x{i}", new() { Retry = new(1) { Delay = TimeSpan.FromHours(1), Jitter = true } }, step => step.Context.Attempt == 1 ? throw new InvalidOperationException("no") : default);
        }

        var run = new TestRun(catalog) { Clock = _clock };
        var running = run.ExecuteAsync(cancellationToken: TestContext.Current.CancellationToken);
        var waits = new HashSet<TimeSpan>();
        for (var i = 0; i < 8; i++)
        {
            waits.Add(await _clock.WaitAsync());
        }

        waits.Count.ShouldBeGreaterThan(1);
        _clock.Advance(TimeSpan.FromHours(2));
        (await running).Status.ShouldBe(RunStatus.Succeeded);
    }

    [Theory]
    [InlineData(typeof(IOException), true)]
    [InlineData(typeof(FileNotFoundException), true)]
    [InlineData(typeof(InvalidOperationException), false)]
    public async Task Only_failures_that_are_named_are_worth_another_attempt(Type thrown, bool isRetried)
    {
        var run = Run(new RetryPolicy(1) { Delay = TimeSpan.Zero, On = [typeof(TimeoutException), typeof(IOException)] }, _ => throw (Exception)Activator.CreateInstance(thrown)!);

        (await run.ExecuteAsync()).Status.ShouldBe(RunStatus.Failed);

        run.Store.Scopes.Count.ShouldBe(isRetried ? 2 : 1);
    }

    [Fact]
    public async Task A_failure_within_an_aggregate_is_found()
    {
        var run = Run(new RetryPolicy(1) { Delay = TimeSpan.Zero, On = [typeof(IOException)] }, _ => throw new AggregateException(new IOException("disk")));

        await run.ExecuteAsync();

        run.Store.Scopes.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_mistake_is_never_retried_unless_it_says_that_it_passes()
    {
        var contract = Run(new RetryPolicy(5) { On = [typeof(DataplatformException)] }, _ => throw new DataplatformException("'a/x' has no value in 'id'."));
        (await contract.ExecuteAsync()).Lines().ShouldBe(["a/x Failed: 'a/x' has no value in 'id'."]);
        contract.Store.Scopes.Count.ShouldBe(1);

        var wrapped = Run(new RetryPolicy(5), _ => throw new AggregateException(new DataplatformException("broken")));
        await wrapped.ExecuteAsync();
        wrapped.Store.Scopes.Count.ShouldBe(1);

        var passing = Run(new RetryPolicy(5) { Delay = TimeSpan.Zero }, step => step.Context.Attempt == 1 ? throw new BusyException() : default);
        (await passing.ExecuteAsync()).Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task A_step_that_rests_keeps_nobody_from_running()
    {
        var catalog = new TestCatalog()
            .Policed("a/flaky", new() { Retry = new(1), Pools = [new("api")] }, step => step.Context.Attempt == 1 ? throw new InvalidOperationException("no") : default)
            .Policed("b/other", new() { Pools = [new("api")] });
        var run = new TestRun(catalog) { Clock = _clock, Options = new() { MaxParallel = 1 } };

        var running = run.ExecuteAsync(cancellationToken: TestContext.Current.CancellationToken);
        await run.Store.PublishedAsync("b/other");
        await _clock.PassAsync();
        await running;

        run.Store.Log.ShouldBe(["TestAssets.BOther publishes b/other", "TestAssets.AFlaky publishes a/flaky"]);
    }

    [Fact]
    public async Task Cancelling_ends_the_waiting_at_once()
    {
        using var cancel = new CancellationTokenSource();
        var run = Run(new RetryPolicy(1) { Delay = TimeSpan.FromDays(1) }, _ => throw new InvalidOperationException("no"), "b/after");

        var running = run.ExecuteAsync(cancellationToken: cancel.Token);
        await _clock.WaitAsync();
        await cancel.CancelAsync();

        (await running).Lines().ShouldBe(["a/x Cancelled: interrupted", "b/after Cancelled: never began"]);
        run.Store.Scopes.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_run_that_stops_at_the_first_failure_makes_no_further_attempts()
    {
        var resting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var catalog = new TestCatalog()
            .Policed("a/rests", new() { Retry = new(1) { Delay = TimeSpan.FromDays(1) } }, _ => throw new InvalidOperationException("first"))
            .Effect("b/fails", body: async _ =>
            {
                await resting.Task;
                throw new InvalidOperationException("second");
            })
            .Effect("c/reads", ["a/rests"]);
        var run = new TestRun(catalog)
        {
            Clock = _clock,
            Options = new() { MaxParallel = 2, FailFast = true },
            Observer = new(told => _ = told is RunEvent.StepRetrying && resting.TrySetResult()),
        };

        (await run.ExecuteAsync()).Lines().ShouldBe(["a/rests Failed: first", "c/reads Skipped: 'a/rests' failed", "b/fails Failed: second"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_failure_after_a_publication_is_the_last()
    {
        var catalog = new TestCatalog().Step(
            [TestCatalog.RowsOf("a/x"), TestCatalog.RowsOf("a/y") with { Store = "other" }],
            async step =>
            {
                await step.RowsAsync(0, [new Item(1)]);
                await step.RowsAsync(1, [new Item(1)]);
            },
            with: step => step with { Policies = new() { Retry = new(3) { Delay = TimeSpan.Zero } } });
        var run = new TestRun(catalog) { Stores = { ["other"] = new("other") } };
        run.Stores["other"].Publishing = (_, _) => throw new IOException("the disk is full");

        (await run.ExecuteAsync()).Lines().ShouldBe(["a/x Materialized", "a/y Failed: the disk is full"]);
        run.Store.Scopes.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_failed_publication_is_tried_again()
    {
        var run = Run(new RetryPolicy(1) { Delay = TimeSpan.Zero }, _ => default);
        var first = true;
        run.Store.Publishing = (_, _) => Interlocked.Exchange(ref first, false) ? throw new IOException("busy") : default;

        (await run.ExecuteAsync()).Lines().ShouldBe(["a/x Materialized"]);
    }

    private TestRun Run(RetryPolicy policy, Func<StepInvocation, ValueTask> body, string? after = null)
    {
        var catalog = new TestCatalog().Policed("a/x", new() { Retry = policy }, body);
        return new(after is null ? catalog : catalog.Effect(after, ["a/x"])) { Clock = _clock };
    }

    private sealed class BusyException() : DataplatformException("busy")
    {
        public override bool IsTransient => true;
    }
}
