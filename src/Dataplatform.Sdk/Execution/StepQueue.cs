using Dataplatform.Sdk.Execution.Policies;
using Dataplatform.Sdk.Planning;

namespace Dataplatform.Sdk.Execution;

/// <summary>
/// The steps of a run that could begin: by priority, then in the order of the plan. A step of a pool or a rate limit stands aside
/// until it is let in, and does not keep others from beginning. One caller at a time: its run locks.
/// </summary>
/// <param name="plan">The plan.</param>
/// <param name="admission">Lets steps in; null if the plan has neither pools nor limits.</param>
/// <param name="isFresh">Whether a step turns out to need no computing, and so no room either.</param>
/// <param name="entered">Called outside the lock when a step that stood aside was let in, or gave up with nothing.</param>
/// <param name="stopped">Cancelled when no step begins any more.</param>
internal sealed class StepQueue(ExecutionPlan plan, Admission? admission, Predicate<int> isFresh, Action<int, IDisposable?, Exception?> entered, CancellationToken stopped)
{
    private readonly PriorityQueue<int, long> _ready = new();
    private readonly Dictionary<int, IDisposable> _slots = [];
    private int _entering;

    /// <summary>Whether steps stand aside.</summary>
    public bool IsEntering => _entering > 0;

    /// <summary>A step could begin.</summary>
    public void Add(int step) => _ready.Enqueue(step, ((long)-(plan.Steps[step].Step.Policies.Priority ?? 0) << 32) + step);

    /// <summary>Takes the next step that may begin now.</summary>
    public bool TryTake(out int step)
    {
        while (_ready.TryDequeue(out step, out _))
        {
            if (admission is null || !Admission.IsNeededFor(plan.Steps[step].Step) || _slots.ContainsKey(step) || isFresh(step))
            {
                return true;
            }

            var entering = admission.EnterAsync(plan.Steps[step].Step, stopped).AsTask();
            if (entering.IsCompletedSuccessfully)
            {
                _slots.Add(step, entering.Result);
                return true;
            }

            _entering++;
            _ = EnterAsync(step, entering);
        }

        return false;
    }

    /// <summary>A step that stood aside was let in; without slots it gave up.</summary>
    /// <param name="step">The step.</param>
    /// <param name="slots">What it holds.</param>
    /// <param name="isFinished">Whether the run is over, so that it cannot begin.</param>
    public void Enter(int step, IDisposable? slots, bool isFinished)
    {
        _entering--;
        if (slots is null || isFinished)
        {
            slots?.Dispose();
            return;
        }

        _slots.Add(step, slots);
        Add(step);
    }

    /// <summary>An attempt of a step has ended, however it did.</summary>
    public void Release(int step)
    {
        if (_slots.Remove(step, out var slots))
        {
            slots.Dispose();
        }
    }

    /// <summary>The run is over.</summary>
    public void ReleaseAll()
    {
        foreach (var slots in _slots.Values)
        {
            slots.Dispose();
        }

        _slots.Clear();
    }

    private async Task EnterAsync(int step, Task<IDisposable> entering)
    {
        // Not under the lock under which it was asked for.
        await ((Task)entering).ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.SuppressThrowing);
        entered(step, entering.IsCompletedSuccessfully ? await entering : null, entering.Exception?.InnerException);
    }
}
