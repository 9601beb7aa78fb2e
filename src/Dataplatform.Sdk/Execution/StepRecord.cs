using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Execution;

/// <summary>What a run knows of one of its steps.</summary>
internal struct StepRecord
{
    /// <summary>How many steps of the plan it still waits for.</summary>
    public int WaitsFor;

    public StepPhase Phase;

    public long Started;

    public StepGate? Gate;

    /// <summary>Measures its progress; null if nobody listens.</summary>
    public StepMeter? Meter;

    /// <summary>The outcome of each of its assets; null until the step is settled.</summary>
    public AssetOutcome[]? Outcomes;

    /// <summary>Why the step was skipped, if it was because of something upstream.</summary>
    public SkipCause? Cause;
}
