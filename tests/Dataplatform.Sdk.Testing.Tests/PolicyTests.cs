using Microsoft.Extensions.Time.Testing;

namespace Dataplatform.Sdk.Testing.Tests;

/// <summary>From attributes through the generator to a run on DuckDB.</summary>
public sealed class PolicyTests
{
    private readonly HurryingClock _clock = new();

    [Fact]
    public async Task By_itself_a_test_makes_one_attempt_and_waits_for_nothing()
    {
        var source = new BusySource(1);

        var run = await Test(BusyCatalog.Patient, source).MaterializeAsync(throwOnFailure: false, TestContext.Current.CancellationToken);

        run.Succeeded.ShouldBeFalse();
        source.Calls.ShouldBe(1);
        _clock.Waited.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task With_policies_it_runs_as_an_app_does()
    {
        var source = new BusySource(2);

        await Test(BusyCatalog.Patient, source).WithPolicies().MaterializeAsync(cancellationToken: TestContext.Current.CancellationToken);

        source.Calls.ShouldBe(3);
        _clock.Waited.ShouldBe(TimeSpan.FromHours(3));
    }

    [Fact]
    public async Task Policies_of_the_class_count_and_hooks_are_told_of_the_last_failure_only()
    {
        var (source, hook) = (new BusySource(9), new CountingHook());

        var run = await Test(BusyCatalog.Inherits, source).WithPolicies().WithResource(hook).MaterializeAsync(throwOnFailure: false, TestContext.Current.CancellationToken);

        run.Succeeded.ShouldBeFalse();
        (source.Calls, hook.Failures).ShouldBe((2, 1));
        _clock.Waited.ShouldBe(TimeSpan.FromHours(2));
    }

    private AssetTest Test(TableKey<ExactRow> key, BusySource source) => AssetTest.For(key).WithResource(source).WithClock(_clock);

    /// <summary>A clock on which hours pass as soon as somebody waits for them.</summary>
    private sealed class HurryingClock : FakeTimeProvider
    {
        private readonly DateTimeOffset _start;

        public HurryingClock() => _start = GetUtcNow();

        public TimeSpan Waited => GetUtcNow() - _start;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime >= TimeSpan.FromHours(1))
            {
                ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
            }

            return timer;
        }
    }
}
