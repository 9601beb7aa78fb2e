using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Dataplatform.Sdk.Tests.Fakes;

/// <summary>A clock that stands still, and tells when somebody begins to wait for it.</summary>
internal sealed class WatchedClock() : FakeTimeProvider(new DateTimeOffset(2024, 5, 17, 8, 30, 0, TimeSpan.Zero))
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    /// <summary>For how long the next one waits.</summary>
    public ValueTask<TimeSpan> WaitAsync() => _waits.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>Lets the next wait pass.</summary>
    /// <returns>How long it was.</returns>
    public async Task<TimeSpan> PassAsync()
    {
        var wait = await WaitAsync();
        Advance(wait);
        return wait;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Watched(base.CreateTimer(callback, state, dueTime, period), this);
        Tell(dueTime);
        return timer;
    }

    private void Tell(TimeSpan dueTime)
    {
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            _waits.Writer.TryWrite(dueTime);
        }
    }

    private sealed class Watched(ITimer timer, WatchedClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var isChanged = timer.Change(dueTime, period);
            clock.Tell(dueTime);
            return isChanged;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
