namespace Dataplatform.Sdk.Execution.Policies;

/// <summary>
/// One rate limit: a window that slides over the clock, and in which at most so many begin wherever it is laid. Our own, because the
/// limiters of <c>System.Threading.RateLimiting</c> know the system's clock only and have no priorities.
/// </summary>
internal sealed class RateWindow(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly WaitingLine _line = new();
    private readonly Queue<long> _begun = new();
    private int _permits;
    private TimeSpan _per;
    private ITimer? _timer;

    public ValueTask TakeAsync(int permits, TimeSpan per, int priority, CancellationToken cancellationToken)
    {
        TaskCompletionSource place;
        lock (_gate)
        {
            (_permits, _per) = (permits, per);
            Forget();
            if (_begun.Count < _permits && _line.IsEmpty)
            {
                _begun.Enqueue(clock.GetTimestamp());
                return ValueTask.CompletedTask;
            }

            place = _line.Join(priority);
            Wait();
        }

        return WaitingLine.WaitAsync(place, cancellationToken);
    }

    private void Tick()
    {
        lock (_gate)
        {
            _timer?.Dispose();
            _timer = null;
            Forget();
            while (_begun.Count < _permits && _line.TryGrant())
            {
                _begun.Enqueue(clock.GetTimestamp());
            }

            Wait();
        }
    }

    private void Wait()
    {
        if (_timer is null && !_line.IsEmpty)
        {
            // The one that must leave the window for the next to begin; timers may be a little early, and then come again.
            var leaving = _begun.ElementAt(_begun.Count - _permits);
            var rest = _per - clock.GetElapsedTime(leaving);
            var due = TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(rest.TotalMilliseconds)));
            _timer = clock.CreateTimer(static state => ((RateWindow)state!).Tick(), this, due, Timeout.InfiniteTimeSpan);
        }
    }

    private void Forget()
    {
        while (_begun.TryPeek(out var first) && clock.GetElapsedTime(first) >= _per)
        {
            _begun.Dequeue();
        }
    }
}
