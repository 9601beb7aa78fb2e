namespace Dataplatform.Sdk.Events;

/// <summary>What the log knows of a run now: a fold over its events.</summary>
/// <param name="Id">The run.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Launch">Who asked for it, and for what.</param>
public sealed record RunRecord(RunId Id, DateTimeOffset StartedAt, RunLaunch Launch)
{
    /// <summary>The place of its first event in the log: of two runs the one with the greater place began later.</summary>
    public long Position { get; init; }

    /// <summary>Where it stands.</summary>
    public RunState State { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The assets that were planned; of a partitioned one each slice counts by itself, here and in what became of them.</summary>
    public int Planned { get; init; }

    /// <summary>The assets that were published.</summary>
    public int Materialized { get; init; }

    /// <summary>The external assets that were observed.</summary>
    public int Observed { get; init; }

    /// <summary>The assets whose checks were called with what is published, and none of severity error failed.</summary>
    public int Checked { get; init; }

    /// <summary>The assets that failed, or whose checks did.</summary>
    public int Failed { get; init; }

    /// <summary>The assets that were skipped or cancelled.</summary>
    public int NotComputed { get; init; }

    /// <summary>Why it died; null if it did not.</summary>
    public string? Reason { get; init; }

    /// <summary>The run after one more event; null for an event of a run whose start the log does not know.</summary>
    /// <param name="run">What is known so far; null for nothing.</param>
    /// <param name="logged">The event.</param>
    public static RunRecord? Apply(RunRecord? run, LoggedEvent logged)
    {
        ArgumentNullException.ThrowIfNull(logged);
        return (run, logged.Event) switch
        {
            (null, RunEvent.RunStarted started) => new RunRecord(started.RunId, started.Time, started.Launch ?? new RunLaunch(string.Empty, string.Empty)) 
            {
                Position = logged.Position,
                Planned = PlannedBy(started),
            },
            (null, _) => null,
            (_, RunEvent.AssetMaterialized) => run with { Materialized = run.Materialized + 1 },
            (_, RunEvent.AssetObserved) => run with { Observed = run.Observed + 1 },
            (_, RunEvent.AssetChecked { Failed: 0 }) => run with { Checked = run.Checked + 1 },
            (_, RunEvent.AssetFailed or RunEvent.AssetChecked) => run with { Failed = run.Failed + 1 },
            (_, RunEvent.AssetSkipped or RunEvent.AssetCancelled) => run with { NotComputed = run.NotComputed + 1 },

            // A run that was given up and comes to its end all the same stays what it was called first.
            ({ State: RunState.Running }, RunEvent.RunCompleted completed) => run with { State = StateOf(completed.Status), EndedAt = completed.Time },
            ({ State: RunState.Running }, RunEvent.RunDied died) => run with { State = RunState.Died, EndedAt = died.Time, Reason = died.Reason },
            _ => run,
        };
    }

    // Of a divided asset each slice is told by itself.
    private static int PlannedBy(RunEvent.RunStarted started) =>
        started.Slices.Count == 0 ? started.Assets.Count : started.Slices.Count + started.Assets.Except(started.Slices.Select(slice => slice.Asset)).Count();

    private static RunState StateOf(RunStatus status) => status switch
    {
        RunStatus.Succeeded => RunState.Succeeded,
        RunStatus.Failed => RunState.Failed,
        _ => RunState.Cancelled,
    };
}
