namespace Dataplatform.Sdk.Events;

/// <summary>Is told what happens in a run, call by call, never two at a time. It must be quick, and must not throw.</summary>
public interface IRunObserver
{
    /// <summary>How often it is told the progress of each running step at most; asked once, when the run begins.</summary>
    /// <value>Default: null, never; then nothing is measured either.</value>
    TimeSpan? ProgressInterval => null;

    /// <summary>Something happened.</summary>
    void OnEvent(RunEvent runEvent);

    /// <summary>
    /// A step that is still running has come further: told when the step has run for <see cref="ProgressInterval"/>, and again
    /// after each further one in which it moved.
    /// </summary>
    void OnProgress(StepProgress progress)
    {
    }
}
