using System.Diagnostics.CodeAnalysis;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Execution;

/// <summary>Whoever is told what happens in a run: its observer, and the hooks. One caller at a time: the run locks.</summary>
internal sealed class RunAudience(IRunObserver observer, RunHooks? hooks)
{
    /// <summary>How often progress is told; null is never.</summary>
    public TimeSpan? ProgressInterval { get; } = observer.ProgressInterval;

    /// <summary>What the observer threw, if it did. It is told nothing more, and the run ends.</summary>
    public Exception? Fault { get; private set; }

    public void Tell(RunEvent runEvent)
    {
        Observe(static (observer, what) => observer.OnEvent(what), runEvent);
        hooks?.Tell(runEvent);
    }

    public void Tell(IReadOnlyList<RunEvent> events)
    {
        for (var i = 0; i < events.Count; i++)
        {
            Tell(events[i]);
        }
    }

    public void Tell(StepProgress progress) => Observe(static (observer, what) => observer.OnProgress(what), progress);

    /// <summary>The run has ended: waits for the hooks.</summary>
    public Task EndAsync(CancellationToken requested) => hooks?.EndAsync(requested) ?? Task.CompletedTask;

    /// <summary>Nothing more will happen.</summary>
    public void Close() => hooks?.Close();

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "An observer that throws breaks its contract: the run ends in order, then throws what the observer threw.")]
    private void Observe<T>(Action<IRunObserver, T> tell, T what)
    {
        if (Fault is not null)
        {
            return;
        }

        try
        {
            tell(observer, what);
        }
        catch (Exception exception)
        {
            Fault = exception;
        }
    }
}
