namespace Dataplatform.Sdk.Execution;

/// <summary>
/// Decides between a step that wants to publish and a run that no longer waits for it: whoever comes first closes the gate
/// for the other.
/// </summary>
internal sealed class StepGate
{
    private const int Running = 0;
    private const int Publishing = 1;
    private const int Abandoned = 2;

    private int _state;

    public bool IsPublishing => Volatile.Read(ref _state) == Publishing;

    /// <summary>Asked by the step before it publishes anything; after false it must publish nothing.</summary>
    public bool TryPublish() => Interlocked.CompareExchange(ref _state, Publishing, Running) != Abandoned;

    /// <summary>Asked by the run before it stops waiting; after false the step is publishing.</summary>
    public bool TryAbandon() => Interlocked.CompareExchange(ref _state, Abandoned, Running) != Publishing;
}
