using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Runs;
using Microsoft.Extensions.Time.Testing;

namespace Dataplatform.Sdk.Tests.Runs;

public sealed class LeaseWatchTests
{
    private static readonly RunLease Lease = new(new RunId("a1"), new ProcessStamp("host", 7, "100"), 1);

    private readonly FakeTimeProvider _clock = new();
    private bool? _isAlive = true;

    [Fact]
    public void The_death_of_a_process_is_seen_at_once()
    {
        _isAlive = false;

        Watch().WhyDead(Lease).ShouldBe("its process 7 has ended");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(null)]
    public void A_lease_that_no_longer_beats_is_given_up_after_a_while(bool? isAlive)
    {
        _isAlive = isAlive;
        var watch = Watch();

        watch.WhyDead(Lease).ShouldBeNull();
        _clock.Advance(LeaseWatch.Patience - TimeSpan.FromMilliseconds(1));
        watch.WhyDead(Lease).ShouldBeNull();
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        watch.WhyDead(Lease).ShouldBe("its process 7 has given no sign of life for 8 seconds");
    }

    [Fact]
    public void A_beat_begins_the_patience_anew()
    {
        var watch = Watch();
        watch.WhyDead(Lease);
        _clock.Advance(LeaseWatch.Patience);

        watch.WhyDead(Lease with { Beat = 2 }).ShouldBeNull();
        _clock.Advance(LeaseWatch.Patience / 2);
        watch.WhyDead(Lease with { Beat = 2 }).ShouldBeNull();
    }

    [Theory]
    [InlineData(400)]
    [InlineData(-400)]
    public void A_clock_that_jumps_kills_nobody(int days)
    {
        var clock = new JumpingClock();
        var watch = new LeaseWatch(clock, _ => true);
        watch.WhyDead(Lease).ShouldBeNull();

        clock.Jump(TimeSpan.FromDays(days));

        watch.WhyDead(Lease).ShouldBeNull();
        clock.Pass(LeaseWatch.Patience);
        watch.WhyDead(Lease).ShouldNotBeNull("only the time that really passes counts");
    }

    [Fact]
    public void This_process_lives_and_one_of_another_start_does_not()
    {
        ProcessStamps.IsAlive(ProcessStamps.Current).ShouldBe(true);
        ProcessStamps.IsAlive(ProcessStamps.Current with { Started = "1" }).ShouldBe(false);
        ProcessStamps.IsAlive(ProcessStamps.Current with { Host = "elsewhere" }).ShouldBeNull();
        ProcessStamps.IsAlive(ProcessStamps.Current with { ProcessId = int.MaxValue }).ShouldBe(false);
    }

    private LeaseWatch Watch() => new(_clock, _ => _isAlive);

    /// <summary>A clock whose wall time is set while its monotonic time goes on.</summary>
    private sealed class JumpingClock : TimeProvider
    {
        private DateTimeOffset _wall = new(2024, 5, 17, 12, 0, 0, TimeSpan.Zero);
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => _wall;

        public override long GetTimestamp() => _ticks;

        public void Jump(TimeSpan by) => _wall += by;

        public void Pass(TimeSpan time) => (_wall, _ticks) = (_wall + time, _ticks + time.Ticks);
    }
}
