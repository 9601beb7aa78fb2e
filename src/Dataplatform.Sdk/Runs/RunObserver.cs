using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Runs;

/// <summary>Tells a run's events to the log, to the text log, and to whoever watches the run.</summary>
internal sealed class RunObserver(IRunObserver watcher, EventLogWriter events, RunTextLog text) : IRunObserver
{
    public TimeSpan? ProgressInterval => watcher.ProgressInterval;

    public void OnEvent(RunEvent runEvent)
    {
        events.Add(runEvent);
        text.Add(runEvent);
        watcher.OnEvent(runEvent);
    }

    public void OnProgress(StepProgress progress) => watcher.OnProgress(progress);
}
