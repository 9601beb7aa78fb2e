using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Interop;

/// <summary>Asks a connection now and then how far its statement is, while another thread runs it.</summary>
internal sealed class ProgressPoll : IDisposable
{
    // DuckDB measures only if it is told to; it would also print if it were not told otherwise.
    private const string Measure = "set enable_progress_bar = true; set enable_progress_bar_print = false";

    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly ConnectionHandle _connection;
    private readonly IProgress<StageProgress> _progress;
    private readonly ITimer _timer;
    private bool _ended;

    private ProgressPoll(ConnectionHandle connection, IProgress<StageProgress> progress, TimeProvider clock)
    {
        _connection = connection;
        _progress = progress;
        _timer = clock.CreateTimer(static state => ((ProgressPoll)state!).Ask(), this, Often, Often);
    }

    /// <summary>Begins to ask; null if nobody listens, and then DuckDB measures nothing. The connection runs nothing yet.</summary>
    public static ProgressPoll? Begin(DuckDbConnection connection, IProgress<StageProgress>? progress, TimeProvider clock)
    {
        if (progress is null)
        {
            return null;
        }

        connection.Execute(Measure);
        return new ProgressPoll(connection.Handle, progress, clock);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
        }

        _timer.Dispose();
    }

    // Under the lock, so that a late tick does not ask about the connection's next statement.
    private void Ask()
    {
        lock (_gate)
        {
            if (!_ended && DuckDbNative.QueryProgress(_connection) is { Percentage: >= 0 } progress)
            {
                _progress.Report(new StageProgress(Rows: null, Math.Min(progress.Percentage / 100, 1)));
            }
        }
    }
}
