using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Runs;

/// <summary>Finds runs whose process has died or fallen silent, and says so in the log.</summary>
/// <param name="leases">Who carries out what.</param>
/// <param name="watch">Judges leases.</param>
/// <param name="clock">Says when a run was found.</param>
/// <param name="revoke">
/// Keeps a run that may wake up again from publishing; done before it is called dead, so that nobody takes its place while it still could.
/// </param>
internal sealed class RunUndertaker(IRunLeases leases, LeaseWatch watch, TimeProvider clock, Func<RunLease, CancellationToken, ValueTask> revoke)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Looks at a run until it beats, or counts as given up. Of a process on another machine, or before a restart of this one, there is
    /// no other way to tell.
    /// </summary>
    /// <returns>Whether it goes on no more.</returns>
    public async ValueTask<bool> IsGivenUpAsync(RunId run, CancellationToken cancellationToken)
    {
        for (long? first = null; ;)
        {
            await LookAsync(cancellationToken);
            if ((await leases.LeasesAsync(cancellationToken)).FirstOrDefault(lease => lease.RunId == run) is not { Beat: var beat })
            {
                return true;
            }

            if ((first ??= beat) != beat)
            {
                return false;
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    /// <summary>Looks at every lease once. A silent one is found only by looking again later.</summary>
    /// <returns>The runs that were found dead now.</returns>
    public async ValueTask<IReadOnlyList<RunEvent.RunDied>> LookAsync(CancellationToken cancellationToken)
    {
        var found = new List<RunEvent.RunDied>();
        foreach (var lease in await leases.LeasesAsync(cancellationToken))
        {
            if (watch.WhyDead(lease) is not { } reason)
            {
                continue;
            }

            if (!watch.HasEnded(lease))
            {
                await revoke(lease, cancellationToken);
            }

            var died = new RunEvent.RunDied(lease.RunId, clock.GetUtcNow(), reason);
            if (await leases.TryBuryAsync(lease, died, cancellationToken))
            {
                found.Add(died);
            }
        }

        return found;
    }
}
