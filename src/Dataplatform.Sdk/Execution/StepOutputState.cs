namespace Dataplatform.Sdk.Execution;

/// <summary>Whether an output has been handed over.</summary>
internal enum StepOutputState
{
    Missing,
    HandedOver,
    Absent,
}
