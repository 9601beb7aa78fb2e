namespace Dataplatform.Sdk.DuckDb.Interop;

/// <summary>
/// Interrupts what runs on a connection while a token is cancelled. DuckDB forgets an interrupt that comes just before
/// a query starts, so it is repeated until the scope ends.
/// </summary>
internal sealed class InterruptScope : IDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly DuckDbConnection _connection;
    private readonly CancellationTokenRegistration _registration;
    private Timer? _timer;
    private bool _ended;

    private InterruptScope(DuckDbConnection connection, CancellationToken cancellationToken)
    {
        _connection = connection;
        _registration = cancellationToken.UnsafeRegister(static state => ((InterruptScope)state!).Start(), this);
    }

    /// <summary>Null if the token can never be cancelled.</summary>
    public static InterruptScope? Begin(DuckDbConnection connection, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return cancellationToken.CanBeCanceled ? new InterruptScope(connection, cancellationToken) : null;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            _timer?.Dispose();
        }

        _registration.Dispose();
    }

    private void Start()
    {
        lock (_gate)
        {
            if (!_ended)
            {
                _connection.Interrupt();
                _timer = new Timer(static state => ((InterruptScope)state!).Interrupt(), this, Again, Again);
            }
        }
    }

    // Under the lock, so that a late tick cannot hit the connection's next query.
    private void Interrupt()
    {
        lock (_gate)
        {
            if (!_ended)
            {
                _connection.Interrupt();
            }
        }
    }
}
