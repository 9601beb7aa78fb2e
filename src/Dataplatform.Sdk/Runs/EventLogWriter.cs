using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Runs;

/// <summary>
/// Writes a run's events to the log behind the run's back, as many at once as have come together. The first event was written when
/// the run began, and the last one is written by whoever ends the run.
/// </summary>
internal sealed class EventLogWriter : IAsyncDisposable
{
    private const int MostAtOnce = 512;

    private readonly IEventLog _log;
    private readonly Channel<RunEvent> _events = Channel.CreateUnbounded<RunEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Lock _counting = new();
    private long _added;
    private long _written;
    private TaskCompletionSource? _awaited;
    private readonly CancellationTokenSource _failing = new();
    private readonly Task _writing;

    public EventLogWriter(IEventLog log)
    {
        _log = log;
        Failing = _failing.Token;
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Cancelled when the log cannot be written.</summary>
    public CancellationToken Failing { get; }

    /// <summary>Why it could not be written; null while it can.</summary>
    public DataplatformException? Failure { get; private set; }

    public void Add(RunEvent runEvent)
    {
        if (runEvent is not (RunEvent.RunStarted or RunEvent.RunCompleted))
        {
            lock (_counting)
            {
                _added++;
                _events.Writer.TryWrite(runEvent);
            }
        }
    }

    /// <summary>Waits until everything is written that was added before.</summary>
    /// <exception cref="DataplatformException">It cannot be written.</exception>
    public async ValueTask WrittenAsync()
    {
        long wanted;
        lock (_counting)
        {
            wanted = _added;
        }

        while (true)
        {
            Task next;
            lock (_counting)
            {
                if (Failure is { } failure)
                {
                    throw failure;
                }

                if (_written >= wanted)
                {
                    return;
                }

                next = (_awaited ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await next;
        }
    }

    /// <summary>Waits until everything is written.</summary>
    public async Task CompleteAsync()
    {
        _events.Writer.TryComplete();
        await _writing;
    }

    public async ValueTask DisposeAsync()
    {
        await CompleteAsync();
        _failing.Dispose();
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever keeps the log from being written must end the run, not vanish in a background task.")]
    private async Task WriteAsync()
    {
        var batch = new List<RunEvent>();
        try
        {
            while (await _events.Reader.WaitToReadAsync())
            {
                batch.Clear();
                while (batch.Count < MostAtOnce && _events.Reader.TryRead(out var next))
                {
                    batch.Add(next);
                }

                await _log.AppendAsync(batch, CancellationToken.None);
                Pass(batch.Count);
            }
        }
        catch (Exception e)
        {
            lock (_counting)
            {
                Failure = e as DataplatformException ?? new DataplatformException($"The event log {_log.Description} cannot be written: {e.Message}", e);
            }

            Pass(0);
            await _failing.CancelAsync();
        }
    }

    // Whoever waits looks again.
    private void Pass(int count)
    {
        TaskCompletionSource? awaited;
        lock (_counting)
        {
            _written += count;
            (awaited, _awaited) = (_awaited, null);
        }

        awaited?.SetResult();
    }
}
