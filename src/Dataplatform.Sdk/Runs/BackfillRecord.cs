using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Runs;

/// <summary>What the log knows of a backfill.</summary>
/// <param name="Started">How it began.</param>
/// <param name="Position">The place of that in the log.</param>
internal sealed record BackfillRecord(RunEvent.BackfillStarted Started, long Position)
{
    /// <summary>The process that carried it out last.</summary>
    public ProcessStamp Owner { get; init; } = Started.Owner;

    /// <summary>How it ended; null while it goes on, or if its process died.</summary>
    public RunEvent.BackfillEnded? Ended { get; init; }

    /// <summary>Whether somebody asked it to stop.</summary>
    public bool IsCancelRequested { get; init; }

    /// <summary>Its runs, the latest first.</summary>
    public IReadOnlyList<RunRecord> Runs { get; init; } = [];

    /// <summary>Where it stands.</summary>
    public RunState State => Ended?.Status switch
    {
        RunStatus.Succeeded => RunState.Succeeded,
        RunStatus.Failed => RunState.Failed,
        RunStatus.Cancelled => RunState.Cancelled,
        _ => ProcessStamps.IsAlive(Owner) == false ? RunState.Died : RunState.Running,
    };

    /// <summary>How many partitions it is to make, of all assets together.</summary>
    public long Total => Started.Targets.Sum(target => target.Count);

    /// <summary>Backfills, the latest first.</summary>
    public static async ValueTask<IReadOnlyList<BackfillRecord>> ListAsync(IEventLog log, int limit, CancellationToken cancellationToken)
    {
        var runs = (await log.RunsAsync(int.MaxValue, cancellationToken)).Where(run => run.Launch.Backfill is not null).ToLookup(run => run.Launch.Backfill!.Value);
        var found = new List<BackfillRecord>();
        foreach (var first in await log.BackfillsAsync(limit, cancellationToken))
        {
            var record = new BackfillRecord((RunEvent.BackfillStarted)first.Event, first.Position) { Runs = [.. runs[first.Event.RunId]] };
            await foreach (var logged in log.ReadAsync(first.Event.RunId, cancellationToken))
            {
                record = logged.Event switch
                {
                    RunEvent.BackfillResumed resumed => record with { Owner = resumed.Owner, Ended = null, IsCancelRequested = false },
                    RunEvent.BackfillCancelRequested => record with { IsCancelRequested = true },
                    RunEvent.BackfillEnded ended => record with { Ended = ended },
                    _ => record,
                };
            }

            found.Add(record);
        }

        return found;
    }
}
