using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Tests.Fakes;

/// <summary>Keeps all events, and finds out if two come at a time.</summary>
internal sealed class RecordingObserver(Action<RunEvent>? onEvent = null) : IRunObserver
{
    private int _inside;

    public List<RunEvent> Events { get; } = [];

    public List<StepProgress> Progress { get; } = [];

    public TimeSpan? ProgressInterval { get; init; }

    public Action<StepProgress> ProgressTold { get; init; } = _ => { };

    public bool CameTwoAtATime { get; private set; }

    public IEnumerable<string> StartedSteps => Events.OfType<RunEvent.StepStarted>().Select(started => started.Assets[0].Path);

    public void OnEvent(RunEvent runEvent)
    {
        CameTwoAtATime |= Interlocked.Increment(ref _inside) > 1;
        Events.Add(runEvent);
        onEvent?.Invoke(runEvent);
        Interlocked.Decrement(ref _inside);
    }

    public void OnProgress(StepProgress progress)
    {
        CameTwoAtATime |= Interlocked.Increment(ref _inside) > 1;
        Progress.Add(progress);
        ProgressTold(progress);
        Interlocked.Decrement(ref _inside);
    }
}
