using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Runs;

/// <summary>
/// Judges by its own monotonic clock how long a lease has not beaten: the clocks of two processes differ and jump, and none of that
/// may kill a run.
/// </summary>
internal sealed class LeaseWatch(TimeProvider clock, Func<ProcessStamp, bool?> isAlive)
{
    /// <summary>A lease that has not beaten for so long counts as given up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private readonly Dictionary<RunId, (long Beat, long Since)> _seen = [];

    /// <summary>Whether the process of a lease is known to have ended, so that it cannot wake up again.</summary>
    public bool HasEnded(RunLease lease) => isAlive(lease.Owner) == false;

    /// <summary>Why a lease counts as given up; null if it does not, or not yet.</summary>
    public string? WhyDead(RunLease lease)
    {
        if (isAlive(lease.Owner) == false)
        {
            return $"its process {lease.Owner.ProcessId} has ended";
        }

        if (!_seen.TryGetValue(lease.RunId, out var seen) || seen.Beat != lease.Beat)
        {
            _seen[lease.RunId] = (lease.Beat, clock.GetTimestamp());
            return null;
        }

        var silence = clock.GetElapsedTime(seen.Since);
        return silence >= Patience ? $"its process {lease.Owner.ProcessId} has given no sign of life for {silence.TotalSeconds:0} seconds" : null;
    }
}
