using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Cli.Views;

/// <summary>Shows a run while it goes on, and what came of it.</summary>
internal abstract class RunView : IRunObserver
{
    /// <inheritdoc/>
    public abstract TimeSpan? ProgressInterval { get; }

    /// <inheritdoc/>
    public abstract void OnEvent(RunEvent runEvent);

    /// <inheritdoc/>
    public abstract void OnProgress(StepProgress progress);

    /// <summary>Says what is about to run.</summary>
    public abstract void Begin(RunHeader header);

    /// <summary>Says what the run waits for before it can begin.</summary>
    public abstract void Waiting(string reason);

    /// <summary>Says that the user asked to stop.</summary>
    public abstract void Cancelling();

    /// <summary>Shows the run until it ends. Does not throw what the run throws.</summary>
    /// <param name="run">The run.</param>
    /// <param name="clock">The run's clock.</param>
    public abstract Task ShowAsync(Task<RunEvent.RunCompleted> run, TimeProvider clock);
}
