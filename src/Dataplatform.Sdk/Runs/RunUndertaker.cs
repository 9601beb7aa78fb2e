using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Runs;

/// <summary>Finds runs whose process has died or fallen silent, and says so in the log.</summary>
internal sealed class RunUndertaker(IRunLeases leases, LeaseWatch watch, TimeProvider clock)
{
    /// <summary>Looks at every lease once. A silent one is found only by looking again later.</summary>
    /// <returns>The runs that were found dead now.</returns>
    public async ValueTask<IReadOnlyList<RunEvent.RunDied>> LookAsync(CancellationToken cancellationToken)
    {
        var found = new List<RunEvent.RunDied>();
        foreach (var lease in await leases.LeasesAsync(cancellationToken))
        {
            if (watch.WhyDead(lease) is { } reason)
            {
                var died = new RunEvent.RunDied(lease.RunId, clock.GetUtcNow(), reason);
                if (await leases.TryBuryAsync(lease, died, cancellationToken))
                {
                    found.Add(died);
                }
            }
        }

        return found;
    }
}
