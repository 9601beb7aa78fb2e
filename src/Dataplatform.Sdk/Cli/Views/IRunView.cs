using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Cli.Views;

/// <summary>Shows a run while it goes on, and what came of it.</summary>
internal interface IRunView : IRunObserver
{
    /// <summary>Says what is about to run.</summary>
    void Begin(RunHeader header);

    /// <summary>Says that the user asked to stop.</summary>
    void Cancelling();

    /// <summary>Shows the run until it ends. Does not throw what the run throws.</summary>
    /// <param name="run">The run.</param>
    /// <param name="clock">The run's clock.</param>
    Task ShowAsync(Task<RunEvent.RunCompleted> run, TimeProvider clock);
}
