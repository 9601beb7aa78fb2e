using System.Diagnostics.CodeAnalysis;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Planning;

namespace Dataplatform.Sdk.Execution;

/// <summary>
/// One run of a plan. As many workers as steps may run at once; a worker that has finished a step takes the first one that
/// is ready, and wakes others if there are more. Everything that decides happens under one lock, and so do the events.
/// </summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Steps that the run no longer waits for still hold the token; the source has no timer and no handle.")]
internal sealed class Run
{
    private readonly Lock _deciding = new();
    private readonly RunScope _scope;
    private readonly RunOptions _options;
    private readonly RunAudience _audience;
    private readonly RunCancellation _cancellation;
    private readonly RunLedger _ledger;
    private readonly StepQueue _ready;
    private readonly Dictionary<int, RestingStep> _resting = [];
    private readonly CancellationTokenSource _waiting = new();
    private readonly StepAttempts _attempts;
    private readonly Func<bool> _isStopping;
    private readonly TaskCompletionSource<RunEvent.RunCompleted> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _started;
    private readonly CancellationToken _requested;
    private ThreadReserve? _threads;
    private int _running;
    private int _leftBehind;
    private bool _isFinished;

    public Run(RunScope scope, ExecutionPlan plan, RunOptions options, IRunObserver observer, RunCancellation cancellation)
    {
        _scope = scope;
        _requested = scope.Requested;
        _options = options;
        _audience = new RunAudience(observer, RunHooks.For(scope, plan, cancellation.Logger));
        _cancellation = cancellation;
        _ledger = new RunLedger(plan, scope);
        _ready = new StepQueue(plan, scope.Admission, step => WhyFresh(step) is not null, Entered, _waiting.Token);
        _attempts = new StepAttempts(scope, _ledger, Rest, Requeue, _waiting.Token);
        _isStopping = () => IsStopping;
        _started = scope.Clock.GetTimestamp();
    }

    private bool IsStopping => _requested.IsCancellationRequested || _audience.Fault is not null || (_options.FailFast && _ledger.FirstFailure is not null);

    public async Task<RunEvent.RunCompleted> ExecuteAsync(RunEvent.RunStarted started)
    {
        _threads = ThreadReserve.For(Math.Min(_options.MaxParallel, _ledger.Plan.Steps.Count));
        try
        {
            // Before the first step begins: its progress counts from there.
            await using var progress = _audience.ProgressInterval is { } interval
                ? _scope.Clock.CreateTimer(static state => ((Run)state!).TellProgress(), this, interval, interval)
                : null;
            Begin(started);

            // Not on the thread that cancels: it may be inside an observer, or must not wait for the lock.
            await using var registration = _requested.UnsafeRegister(
                static state => RunCancellation.Apart("Run cancellation", ((Run)state!).Cancel), this);
            var completed = await _completion.Task;
            await _audience.EndAsync(_requested);
            return completed;
        }
        finally
        {
            _audience.Close();
            lock (_deciding)
            {
                ReleaseThreads();
            }
        }
    }

    private void Begin(RunEvent.RunStarted started)
    {
        lock (_deciding)
        {
            _audience.Tell(started);
            foreach (var step in _ledger.Plan.Steps)
            {
                if (step.DependsOn.Count == 0)
                {
                    _ready.Add(step.Index);
                }
            }

            Wake(Next());
        }
    }

    /// <summary>The next step for the worker that asks; wakes others for what else is ready. Under the lock.</summary>
    private int? Next()
    {
        int? own = null;
        while (!IsStopping && _running < _options.MaxParallel && _ready.TryTake(out var step))
        {
            if (WhyFresh(step) is { } reason)
            {
                _ready.Release(step);
                _audience.Tell(_ledger.SkipUnrelated(step, reason, isByChoice: true));
                Release(step);
                continue;
            }

            _running++;
            if (_resting.Remove(step, out var resting))
            {
                _ledger.BeginAgain(step, isMeasured: _audience.ProgressInterval is not null);
                resting.Resume();
                continue;
            }

            _ledger.Begin(step, isMeasured: _audience.ProgressInterval is not null);
            _audience.Tell(new RunEvent.StepStarted(_scope.RunId, Now(), _ledger.Plan.Steps[step].Step.Name, _ledger.KeysOf(step)) { Partitions = _ledger.PlacesOf(step) });
            if (own is null)
            {
                own = step;
            }
            else
            {
                Wake(step);
            }
        }

        if (IsStopping)
        {
            EndResting();
        }

        if (_running == 0 && (IsStopping || (_resting.Count == 0 && !_ready.IsEntering)))
        {
            Finish();
        }

        return own;
    }

    // Of a step that has begun it was decided before.
    private string? WhyFresh(int step) => _resting.ContainsKey(step) ? null : _ledger.WhyFresh(step);

    private void Wake(int? step)
    {
        if (step is { } known)
        {
            ThreadPool.QueueUserWorkItem(static work => _ = work.Run.WorkAsync(work.Step), (Run: this, Step: known), preferLocal: false);
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "A mistake of the engine must end the run, not hang it.")]
    private async Task WorkAsync(int step)
    {
        try
        {
            int? next = step;
            while (next is { } current)
            {
                next = Settle(current, (await _attempts.MakeAsync(current, _isStopping)).Results);
            }
        }
        catch (Exception exception)
        {
            _completion.TrySetException(exception);
        }
    }

    /// <summary>A step waits for its next attempt; meanwhile others use its place and its slots.</summary>
    private RestingStep Rest(int step, int attempt, StepAttempt made, TimeSpan delay)
    {
        var resting = new RestingStep(made.Results);
        lock (_deciding)
        {
            if (!_ledger.IsSettled(step))
            {
                _running--;
                _ready.Release(step);
                _resting.Add(step, resting);
                _audience.Tell(_ledger.Retrying(step, attempt, delay, made.Failure!));
                Wake(Next());
            }
        }

        return resting;
    }

    private void Requeue(int step)
    {
        lock (_deciding)
        {
            if (!_ledger.IsSettled(step))
            {
                _ready.Add(step);
                Wake(Next());
            }
        }
    }

    // There is no other attempt when the run is ending: whoever cancelled it interrupts the step, or else it has failed.
    private void EndResting()
    {
        if (!_waiting.IsCancellationRequested)
        {
            _ = _waiting.CancelAsync();
        }

        foreach (var (step, resting) in _resting)
        {
            _leftBehind++;
            _audience.Tell(_requested.IsCancellationRequested ? _ledger.Cancel(step, RunReasons.Interrupted) : _ledger.Settle(step, resting.Results));
        }

        _resting.Clear();
    }

    private void Entered(int step, IDisposable? slots, Exception? failure)
    {
        lock (_deciding)
        {
            _ready.Enter(step, slots, _isFinished);
            Wake(Next());
        }

        if (failure is not null)
        {
            _completion.TrySetException(failure);
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
            _ready.Release(step);
            Record(step, results);
            return Next();
        }
    }

    private void Record(int step, OutputResult[] results)
    {
        _audience.Tell(_ledger.Settle(step, results));
        Release(step);
    }

    private void Release(int step)
    {
        foreach (var (reader, cause) in _ledger.Released(step))
        {
            if (cause is null)
            {
                _ready.Add(reader);
            }
            else
            {
                _audience.Tell(_ledger.Skip(reader, cause));
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

            EndResting();
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
                _ready.Release(step);
                ExecutionLog.StepAbandoned(_cancellation.Logger, _ledger.Plan.Steps[step].Step.Name);
                _audience.Tell(_ledger.Cancel(step, reason));
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
        _ready.ReleaseAll();
        var failFast = _ledger.FirstFailure is { } failure && !_requested.IsCancellationRequested ? RunReasons.FailFast(failure) : null;
        foreach (var step in _ledger.Plan.Steps)
        {
            if (!_ledger.IsSettled(step.Index))
            {
                _audience.Tell(_ledger.Leave(step.Index, failFast));
            }
        }

        var completed = new RunEvent.RunCompleted(_scope.RunId, Now(), _ledger.Status, _scope.Clock.GetElapsedTime(_started), _ledger.Outcomes());
        _audience.Tell(completed);
        if (_audience.Fault is null)
        {
            _completion.TrySetResult(completed);
        }
        else
        {
            _completion.TrySetException(_audience.Fault);
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

    private void TellProgress()
    {
        lock (_deciding)
        {
            foreach (var step in _isFinished ? [] : _ledger.Running())
            {
                if (_ledger.MeterOf(step)?.Moved(_audience.ProgressInterval!.Value) is { } progress)
                {
                    _audience.Tell(progress);
                }
            }
        }
    }

    private DateTimeOffset Now() => _scope.Clock.GetUtcNow();
}
