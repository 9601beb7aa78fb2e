using System.Diagnostics.CodeAnalysis;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Planning;
using Microsoft.Extensions.Logging;

namespace Dataplatform.Sdk.Execution.Policies;

/// <summary>
/// An attempt that may take only so long. When the time is over its token is cancelled; when it has not come to an end soon
/// after, its gate is closed and nobody waits for it any more. What it staged goes when its code ends at last, or else when the
/// store is opened next.
/// </summary>
internal sealed class TimedAttempt
{
    private readonly TaskCompletionSource _abandoned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _token;
    private readonly ITimer _timer;
    private readonly RunScope _run;
    private readonly PlannedStep _planned;
    private readonly StepGate _gate;
    private readonly TimeSpan _limit;
    private volatile bool _isOver;

    private TimedAttempt(RunScope run, PlannedStep planned, StepGate gate, TimeSpan limit)
    {
        _run = run;
        _planned = planned;
        _gate = gate;
        _limit = limit;
        _timer = run.Clock.CreateTimer(static state => ((TimedAttempt)state!).Elapsed(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _token = CancellationTokenSource.CreateLinkedTokenSource(run.Cancellation);
    }

    private ILogger Logger => _run.Loggers.CreateLogger<RunExecutor>();

    public static Task<StepAttempt> RunAsync(RunScope run, PlannedStep planned, StepGate gate, StepMeter? meter, int attempt, TimeSpan limit) =>
        new TimedAttempt(run, planned, gate, limit).RunAsync(meter, attempt);

    private async Task<StepAttempt> RunAsync(StepMeter? meter, int attempt)
    {
        var scope = _run with { Cancellation = _token.Token };

        _timer.Change(_limit, Timeout.InfiniteTimeSpan);

        // Apart, because synchronous code keeps the thread on which it is called.
        var work = Task.Run(() => StepRunner.RunAsync(scope, _planned, _gate, meter, attempt).AsTask());
        _ = work.ContinueWith(static (_, token) => ((CancellationTokenSource)token!).Dispose(), _token, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        using (_timer)
        {
            await Task.WhenAny(work, _abandoned.Task);
        }

        if (!work.IsCompleted)
        {
            ExecutionLog.StepTimedOut(Logger, _planned.Step.Name);
            return Failed(RunReasons.TimedOutAndAbandoned(_planned.Step.Name, _limit));
        }

        var made = await work;
        return _isOver && !_run.IsEnding && !Array.TrueForAll(made.Results, static result => result.Status is AssetStatus.Materialized or AssetStatus.Observed or AssetStatus.Skipped)
            ? Failed(RunReasons.TimedOut(_planned.Step.Name, _limit), made.Results)
            : made;
    }

    // First the time, then the grace. A publication is short, and half of one is worse than being late.
    private void Elapsed()
    {
        if (_isOver)
        {
            if (_gate.TryAbandon())
            {
                _abandoned.TrySetResult();
            }
        }
        else if (!_gate.IsPublishing)
        {
            _isOver = true;
            _timer.Change(RunCancellation.Grace, Timeout.InfiniteTimeSpan);
            Cancel();
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Callbacks are the author's code; the attempt goes on ending.")]
    private void Cancel()
    {
        try
        {
            _token.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended at this moment.
        }
        catch (Exception exception)
        {
            ExecutionLog.CancellationCallbackFailed(Logger, exception);
        }
    }

    private StepAttempt Failed(string message, OutputResult[]? known = null) =>
        StepAttempt.Failed(_planned.Assets.Count, new TimeoutException(message), new StepError(message, null, []), known);
}
