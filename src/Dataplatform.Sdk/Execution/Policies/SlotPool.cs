namespace Dataplatform.Sdk.Execution.Policies;

/// <summary>One pool in memory.</summary>
internal sealed class SlotPool
{
    private readonly Lock _gate = new();
    private readonly WaitingLine _line = new();
    private int _size;
    private int _taken;

    public ValueTask<IDisposable> TakeAsync(int size, int priority, CancellationToken cancellationToken)
    {
        TaskCompletionSource place;
        lock (_gate)
        {
            _size = size;
            Grant();
            if (_taken < _size && _line.IsEmpty)
            {
                _taken++;
                return ValueTask.FromResult<IDisposable>(new Slot(this));
            }

            place = _line.Join(priority);
        }

        return WaitAsync(place, cancellationToken);
    }

    private async ValueTask<IDisposable> WaitAsync(TaskCompletionSource place, CancellationToken cancellationToken)
    {
        await WaitingLine.WaitAsync(place, cancellationToken);
        return new Slot(this);
    }

    private void Release()
    {
        lock (_gate)
        {
            _taken--;
            Grant();
        }
    }

    private void Grant()
    {
        while (_taken < _size && _line.TryGrant())
        {
            _taken++;
        }
    }

    private sealed class Slot(SlotPool pool) : IDisposable
    {
        private SlotPool? _pool = pool;

        public void Dispose() => Interlocked.Exchange(ref _pool, null)?.Release();
    }
}
