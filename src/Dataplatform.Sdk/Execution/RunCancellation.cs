using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Dataplatform.Sdk.Execution;

/// <summary>The tokens of a run and the time that it gives to steps for coming to an end.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A step that the run no longer waits for still holds the tokens; neither source nor the event has a timer or a handle.")]
internal sealed class RunCancellation(TimeProvider clock, ILogger logger)
{
    /// <summary>How long a step that was told to end is waited for.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(700);

    private readonly CancellationTokenSource _steps = new();
    private readonly CancellationTokenSource _abandonment = new();
    private readonly ManualResetEventSlim _ended = new();
    private ITimer? _timer;

    /// <summary>What steps get.</summary>
    public CancellationToken Steps => _steps.Token;

    /// <summary>What publications get: they are short, and the same time once more is worth a certain end.</summary>
    public CancellationToken Abandonment => _abandonment.Token;

    public ILogger Logger => logger;

    /// <summary>Interrupts the steps; calls back if they have not come to an end in time.</summary>
    public void InterruptSteps(Action elapsed)
    {
        StartTimer(elapsed);
        Cancel(_steps);
    }

    /// <summary>Interrupts publications; calls back if they have not come to an end in time.</summary>
    public void InterruptPublications(Action elapsed)
    {
        StartTimer(elapsed);
        Cancel(_abandonment);
    }

    /// <summary>Nobody waits any more.</summary>
    public void Stop()
    {
        _ended.Set();
        _timer?.Dispose();
    }

    /// <summary>Does something on a thread of its own: steps may keep all those of the pool, which is when it matters.</summary>
    public static void Apart(string name, Action action) => new Thread(() => action()) { IsBackground = true, Name = name }.Start();

    private void StartTimer(Action elapsed)
    {
        if (clock == TimeProvider.System)
        {
            // The system's timers call back on threads of the pool.
            Apart("Run grace", () =>
            {
                if (!_ended.Wait(Grace))
                {
                    elapsed();
                }
            });
            return;
        }

        _timer?.Dispose();
        _timer = clock.CreateTimer(static state => ((Action)state!)(), elapsed, Grace, Timeout.InfiniteTimeSpan);
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Callbacks are the author's code; the run goes on ending.")]
    private void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (Exception exception)
        {
            ExecutionLog.CancellationCallbackFailed(logger, exception);
        }
    }
}
