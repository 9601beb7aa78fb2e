using System.Diagnostics.CodeAnalysis;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Planning;

namespace Dataplatform.Sdk.Execution;

/// <summary>
/// One run of a plan. As many workers as steps may run at once; a worker that has finished a step takes the first one that
/// is ready, and wakes others if there are more. Everything that decides happens under one lock, and so do the events.
/// </summary>
internal sealed class Run
{
    private readonly Lock _deciding = new();
    private readonly RunScope _scope;
    private readonly RunOptions _options;
    private readonly IRunObserver _observer;
    private readonly RunCancellation _cancellation;
    private readonly RunLedger _ledger;
    private readonly TimeSpan? _progressInterval;
    private readonly PriorityQueue<int, int> _ready = new();
    private readonly TaskCompletionSource<RunEvent.RunCompleted> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _started;
    private readonly CancellationToken _requested;
    private ThreadReserve? _threads;
    private int _running;
    private int _leftBehind;
    private bool _isFinished;
    private Exception? _observerFault;

    public Run(RunScope scope, ExecutionPlan plan, RunOptions options, IRunObserver observer, RunCancellation cancellation)
    {
        _scope = scope;
        _requested = scope.Requested;
        _options = options;
        _observer = observer;
        _progressInterval = observer.ProgressInterval;
        _cancellation = cancellation;
        _ledger = new RunLedger(plan, scope);
        _started = scope.Clock.GetTimestamp();
    }

    private bool IsStopping => _requested.IsCancellationRequested || _observerFault is not null || (_options.FailFast && _ledger.FirstFailure is not null);

    public async Task<RunEvent.RunCompleted> ExecuteAsync(RunEvent.RunStarted started)
    {
        _threads = ThreadReserve.For(Math.Min(_options.MaxParallel, _ledger.Plan.Steps.Count));
        lock (_deciding)
        {
            Emit(started);
            foreach (var step in _ledger.Plan.Steps)
            {
                if (step.DependsOn.Count == 0)
                {
                    _ready.Enqueue(step.Index, step.Index);
                }
            }

            if (Next() is { } first)
            {
                Wake(first);
            }
        }

        try
        {
            // Not on the thread that cancels: it may be inside an observer, or must not wait for the lock.
            await using var progress = _progressInterval is { } interval
                ? _scope.Clock.CreateTimer(static state => ((Run)state!).TellProgress(), this, interval, interval)
                : null;
            await using var registration = _requested.UnsafeRegister(
                static state => RunCancellation.Apart("Run cancellation", ((Run)state!).Cancel), this);
            return await _completion.Task;
        }
        finally
        {
            lock (_deciding)
            {
                ReleaseThreads();
            }
        }
    }

    /// <summary>The next step for the worker that asks; wakes others for what else is ready. Under the lock.</summary>
    private int? Next()
    {
        int? own = null;
        while (!IsStopping && _running < _options.MaxParallel && _ready.TryDequeue(out var step, out _))
        {
            if (_ledger.WhyFresh(step) is { } reason)
            {
                Report(_ledger.SkipUnrelated(step, reason));
                Release(step);
                continue;
            }

            _running++;
            _ledger.Begin(step, isMeasured: _progressInterval is not null);
            Emit(new RunEvent.StepStarted(_scope.RunId, Now(), _ledger.Plan.Steps[step].Step.Name, _ledger.KeysOf(step)));
            if (own is null)
            {
                own = step;
            }
            else
            {
                Wake(step);
            }
        }

        if (_running == 0)
        {
            Finish();
        }

        return own;
    }

    private void Wake(int step) => ThreadPool.QueueUserWorkItem(static work => _ = work.Run.WorkAsync(work.Step), (Run: this, Step: step), preferLocal: false);

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "A mistake of the engine must end the run, not hang it.")]
    private async Task WorkAsync(int step)
    {
        try
        {
            int? next = step;
            while (next is { } current)
            {
                var results = await StepRunner.RunAsync(_scope, _ledger.Plan.Steps[current], _ledger.GateOf(current), _ledger.MeterOf(current));
                next = Settle(current, results);
            }
        }
        catch (Exception exception)
        {
            _completion.TrySetException(exception);
        }
    }

    private int? Settle(int step, OutputResult[] results)
    {
        lock (_deciding)
        {
            if (_ledger.IsSettled(step))
            {
                // The run has stopped waiting for this step; what it says now changes nothing.
                _leftBehind--;
                ReleaseThreads();
                return null;
            }

            _running--;
            Record(step, results);
            return Next();
        }
    }

    private void Record(int step, OutputResult[] results)
    {
        Report(_ledger.Settle(step, results));
        Release(step);
    }

    private void Release(int step)
    {
        foreach (var (reader, cause) in _ledger.Released(step))
        {
            if (cause is null)
            {
                _ready.Enqueue(reader, reader);
            }
            else
            {
                Report(_ledger.Skip(reader, cause));
            }
        }
    }

    private void Cancel()
    {
        lock (_deciding)
        {
            if (_isFinished)
            {
                return;
            }

            if (_running == 0)
            {
                Finish();
                return;
            }
        }

        _cancellation.InterruptSteps(AbandonSteps);
    }

    private void AbandonSteps()
    {
        lock (_deciding)
        {
            Abandon(step => _ledger.GateOf(step).TryAbandon(), RunReasons.Abandoned);
            if (_isFinished)
            {
                return;
            }
        }

        _cancellation.InterruptPublications(AbandonPublications);
    }

    private void AbandonPublications()
    {
        lock (_deciding)
        {
            Abandon(_ => true, RunReasons.AbandonedInPublication);
        }
    }

    private void Abandon(Predicate<int> isLeft, string reason)
    {
        foreach (var step in _ledger.Running())
        {
            if (isLeft(step))
            {
                _running--;
                _leftBehind++;
                ExecutionLog.StepAbandoned(_cancellation.Logger, _ledger.Plan.Steps[step].Step.Name);
                Report(_ledger.Cancel(step, reason));
            }
        }

        if (_running == 0)
        {
            Finish();
        }
    }

    private void Finish()
    {
        if (_isFinished)
        {
            return;
        }

        _isFinished = true;
        _cancellation.Stop();
        var failFast = _ledger.FirstFailure is { } failure && !_requested.IsCancellationRequested ? RunReasons.FailFast(failure) : null;
        foreach (var step in _ledger.Plan.Steps)
        {
            if (!_ledger.IsSettled(step.Index))
            {
                Report((_ledger.CauseAgainst(step.Index), failFast) switch
                {
                    ({ } cause, _) => _ledger.Skip(step.Index, cause),
                    (null, { } reason) => _ledger.SkipUnrelated(step.Index, reason),
                    _ => _ledger.Cancel(step.Index, RunReasons.NeverBegan),
                });
            }
        }

        var completed = new RunEvent.RunCompleted(
            _scope.RunId, Now(), _ledger.Status, _scope.Clock.GetElapsedTime(_started), _ledger.Outcomes());
        Emit(completed);
        if (_observerFault is null)
        {
            _completion.TrySetResult(completed);
        }
        else
        {
            _completion.TrySetException(_observerFault);
        }
    }

    // A step that is left behind keeps its thread, so the pool keeps the room for it. Under the lock.
    private void ReleaseThreads()
    {
        if (_isFinished && _leftBehind == 0)
        {
            _threads?.Dispose();
        }
    }

    private void Report(IReadOnlyList<RunEvent> events)
    {
        for (var i = 0; i < events.Count; i++)
        {
            Emit(events[i]);
        }
    }

    private void Emit(RunEvent runEvent) => Observe(static (observer, what) => observer.OnEvent(what), runEvent);

    private void TellProgress()
    {
        lock (_deciding)
        {
            foreach (var step in _isFinished ? [] : _ledger.Running())
            {
                if (_ledger.MeterOf(step)?.Moved(_progressInterval!.Value) is { } progress)
                {
                    Observe(static (observer, what) => observer.OnProgress(what), progress);
                }
            }
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "An observer that throws breaks its contract: the run ends in order, then throws what the observer threw.")]
    private void Observe<T>(Action<IRunObserver, T> tell, T what)
    {
        if (_observerFault is not null)
        {
            return;
        }

        try
        {
            tell(_observer, what);
        }
        catch (Exception exception)
        {
            _observerFault = exception;
        }
    }

    private DateTimeOffset Now() => _scope.Clock.GetUtcNow();
}
