namespace Dataplatform.Sdk.Events;

/// <summary>What the owner of a run is told when it beats.</summary>
public enum LeaseState
{
    /// <summary>It holds the run.</summary>
    Held,

    /// <summary>It holds the run, and somebody asks it to cancel it.</summary>
    CancellationRequested,

    /// <summary>Another process has taken the lease: the run counts as dead and must publish nothing more.</summary>
    Lost,
}
