namespace Dataplatform.Sdk.Events;

/// <summary>Who carries out which run, and which assets it is computing. Kept beside the event log, in the same transactions.</summary>
public interface IRunLeases
{
    /// <summary>Begins a run: takes its lease and its claims and appends its first event, or does nothing if another run holds one of the claims.</summary>
    /// <param name="started">The first event.</param>
    /// <param name="owner">The process that carries it out.</param>
    /// <param name="maxRuns">At most so many runs at once.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>What stands against it: the claims of other runs, or one lease of each run if there are too many; empty if it has begun.</returns>
    ValueTask<RunObstacles> TryBeginAsync(RunEvent.RunStarted started, ProcessStamp owner, int maxRuns, CancellationToken cancellationToken);

    /// <summary>Says that a run's owner lives, and asks whether it is to end.</summary>
    ValueTask<LeaseState> BeatAsync(RunId run, CancellationToken cancellationToken);

    /// <summary>All leases that are held.</summary>
    ValueTask<IReadOnlyList<RunLease>> LeasesAsync(CancellationToken cancellationToken);

    /// <summary>Asks the owner of a run to cancel it.</summary>
    /// <returns>False if nobody holds it.</returns>
    ValueTask<bool> RequestCancellationAsync(RunId run, CancellationToken cancellationToken);

    /// <summary>Gives a run's lease and claims back, and appends its last events in the same transaction.</summary>
    ValueTask EndAsync(RunId run, IReadOnlyList<RunEvent> events, CancellationToken cancellationToken);

    /// <summary>Takes the lease of a run whose owner is dead or silent, and says so in the log; nothing if the lease has beaten since.</summary>
    /// <param name="seen">The lease as it was seen.</param>
    /// <param name="died">What to append.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>Whether this caller was the one.</returns>
    ValueTask<bool> TryBuryAsync(RunLease seen, RunEvent.RunDied died, CancellationToken cancellationToken);
}
