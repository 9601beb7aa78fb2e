namespace Dataplatform.Sdk.Execution;

/// <summary>How far a step has come.</summary>
internal enum StepPhase
{
    Waiting,
    Running,
    Ran,
    Dropped,
}
