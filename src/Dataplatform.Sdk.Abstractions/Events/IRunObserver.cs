namespace Dataplatform.Sdk.Events;

/// <summary>Is told what happens in a run, event by event, never two at a time. It must be quick, and must not throw.</summary>
public interface IRunObserver
{
    /// <summary>Something happened.</summary>
    void OnEvent(RunEvent runEvent);
}
