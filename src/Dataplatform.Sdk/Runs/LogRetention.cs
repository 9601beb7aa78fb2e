using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Runs;

/// <summary>Deletes old runs from the log, and their text logs: those that are too old, and those that are too many.</summary>
internal sealed class LogRetention(IEventLog log, RunSettings settings)
{
    // Deleting a few at a time would write the facts that stay again and again.
    private const int Slack = 10;

    /// <summary>Applies the policy.</summary>
    /// <returns>The runs that were deleted.</returns>
    public async ValueTask<IReadOnlyList<RunId>> ApplyAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var runs = (await log.RunsAsync(int.MaxValue, cancellationToken)).Where(run => run.State != RunState.Running).ToList();
        var tooMany = runs.Count > settings.KeepRuns + (settings.KeepRuns / Slack) ? runs.Skip(settings.KeepRuns) : [];
        var old = runs.Where(run => (run.EndedAt ?? run.StartedAt) < now - settings.KeepFor).Concat(tooMany).Select(run => run.Id).Distinct().ToList();
        if (old.Count > 0)
        {
            await log.DeleteAsync(old, now, cancellationToken);
            foreach (var run in old)
            {
                RunTextLog.Delete(settings.TextLogs, run);
            }
        }

        return old;
    }
}
