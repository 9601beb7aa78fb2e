using System.Collections.Concurrent;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution.Policies;
using Dataplatform.Sdk.Tests.Fakes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dataplatform.Sdk.Tests.Execution.Policies;

public sealed class RateLimitTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly WatchedClock _clock = new();

    [Theory]
    [InlineData(null, null, new[] { 0, 0, 1, 1, 2 })]
    [InlineData("3", null, new[] { 0, 0, 0, 1, 1 })]
    [InlineData(null, "10s", new[] { 0, 0, 10, 10, 20 })]
    public async Task So_many_attempts_begin_within_the_time(string? permits, string? per, int[] seconds)
    {
        var start = _clock.GetUtcNow();
        var catalog = new TestCatalog();
        for (var i = 0; i < 5; i++)
        {
            catalog.Policed($"a/x{i}", new() { RateLimits = [new("api", 2, Second)] });
        }

        using var started = new SemaphoreSlim(0);
        var run = new TestRun(catalog)
        {
            Clock = _clock,
            Options = new() { MaxParallel = 8 },
            Observer = new(told => _ = told is RunEvent.StepStarted && started.Release() >= 0),
        };
        run.Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(
            [new("Dataplatform:RateLimits:api:Permits", permits), new("Dataplatform:RateLimits:api:Per", per)]).Build());
        var running = run.ExecuteAsync(cancellationToken: TestContext.Current.CancellationToken);
        for (var i = 0; i < seconds.Length; i++)
        {
            if (i > 0 && seconds[i] > seconds[i - 1])
            {
                await _clock.PassAsync();
            }

            await started.WaitAsync(TestContext.Current.CancellationToken);
        }

        (await running).Status.ShouldBe(RunStatus.Succeeded);
        run.Observer.Events.OfType<RunEvent.StepStarted>().Select(started => (int)(started.Time - start).TotalSeconds).ShouldBe(seconds);
    }

    [Fact]
    public async Task Another_attempt_needs_another_permit()
    {
        var run = new TestRun(new TestCatalog().Policed(
            "a/x",
            new() { RateLimits = [new("api", 1, TimeSpan.FromMinutes(1))], Retry = new(1) },
            step => step.Context.Attempt == 1 ? throw new InvalidOperationException("no") : default))
        {
            Clock = _clock,
        };

        var running = run.ExecuteAsync(cancellationToken: TestContext.Current.CancellationToken);
        (await _clock.PassAsync()).ShouldBe(Second, "the delay");
        (await _clock.PassAsync()).ShouldBe(TimeSpan.FromSeconds(59), "the rest of the minute");

        (await running).Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task Higher_priorities_get_the_next_permit()
    {
        var window = new RateWindow(_clock);
        var order = new ConcurrentQueue<int>();
        await window.TakeAsync(1, Second, 0, CancellationToken.None);
        var waiting = new[] { 1, 5, 3 }.Select(async priority =>
        {
            await window.TakeAsync(1, Second, priority, TestContext.Current.CancellationToken);
            order.Enqueue(priority);
        }).ToArray();
        foreach (var _ in waiting)
        {
            var before = order.Count;
            _clock.Advance(Second);
            while (order.Count == before)
            {
                await Task.Yield();
            }
        }

        order.ShouldBe([5, 3, 1]);
    }

    [Fact]
    public async Task The_window_slides_and_does_not_begin_anew()
    {
        var window = new RateWindow(_clock);
        Take().IsCompleted.ShouldBeTrue();
        _clock.Advance(0.6 * Second);
        Take().IsCompleted.ShouldBeTrue();
        _clock.Advance(0.1 * Second);

        var third = Take();
        (await _clock.PassAsync()).ShouldBe(0.3 * Second, "the first one leaves the window");
        await third;
        var fourth = Take();
        (await _clock.PassAsync()).ShouldBe(0.6 * Second, "the second one does");
        await fourth;

        Task Take() => window.TakeAsync(2, Second, 0, TestContext.Current.CancellationToken).AsTask();
    }

    [Fact]
    public async Task Whoever_gives_up_uses_no_permit()
    {
        using var leaves = new CancellationTokenSource();
        var window = new RateWindow(_clock);
        await window.TakeAsync(1, Second, 0, CancellationToken.None);
        var second = window.TakeAsync(1, Second, 9, leaves.Token).AsTask();
        var third = window.TakeAsync(1, Second, 0, TestContext.Current.CancellationToken).AsTask();
        await leaves.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(second);
        _clock.Advance(Second);
        await third;
    }
}
