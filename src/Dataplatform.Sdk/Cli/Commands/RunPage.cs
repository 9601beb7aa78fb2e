using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Runs;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary>One run for people: what it was asked, how it went, and what became of each asset.</summary>
internal static class RunPage
{
    public static async ValueTask WriteAsync(CliConsole console, IEventLog log, RunRecord run, DateTimeOffset now, CancellationToken cancellationToken)
    {
        console.WriteLine(new Line("Run ").Add(run.Id.Value, Tone.Strong).Add("  ").Add(RunWords.State(run.State).Text, RunWords.State(run.State).Tone));
        Fact(console, "began", $"{run.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC ({RunWords.Ago(run.StartedAt, now)})");
        Fact(console, "took", HumanText.Duration((run.EndedAt ?? now) - run.StartedAt));
        Fact(console, "selection", run.Launch.Selection);
        Fact(console, "launched by", run.Launch.Launcher);
        Fact(console, "goes on from", run.Launch.ResumedFrom?.Short);
        Fact(console, "tags", run.Launch.Tags.Count == 0 ? null : string.Join(", ", run.Launch.Tags.Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal)));
        Fact(console, "config", run.Launch.Config.Count == 0 ? null : string.Join(", ", run.Launch.Config.Select(value => $"{value.Key}={value.Value}").Order(StringComparer.Ordinal)));
        Fact(console, "died because", run.Reason);
        console.WriteLine(new Line());

        var table = new TextTable(["asset", "status", "rows", "took", string.Empty], [false, false, true, true, false]);
        foreach (var row in await RowsAsync(log, run, cancellationToken))
        {
            table.Add(row);
        }

        foreach (var line in table.Lines(console.Width))
        {
            console.WriteLine(line);
        }
    }

    private static async ValueTask<IEnumerable<IReadOnlyList<Span>>> RowsAsync(IEventLog log, RunRecord run, CancellationToken cancellationToken)
    {
        var planned = new List<AssetKey>();
        var rows = new Dictionary<AssetKey, IReadOnlyList<Span>>();
        await foreach (var logged in log.ReadAsync(run.Id, cancellationToken))
        {
            switch (logged.Event)
            {
                case RunEvent.RunStarted started:
                    planned.AddRange(started.Assets);
                    break;
                case RunEvent.StepStarted step:
                    foreach (var key in step.Assets)
                    {
                        rows[key] = Row(key, run.State == RunState.Running ? new("running", Tone.Accent) : new("interrupted", Tone.Warn), null, null, string.Empty);
                    }

                    break;
                case RunEvent.AssetMaterialized done:
                    rows[done.Key] = Row(done.Key, new("materialized", Tone.Good), done.Rows, done.Duration, string.Empty);
                    break;
                case RunEvent.AssetObserved seen:
                    rows[seen.Key] = Row(seen.Key, new("observed", Tone.Good), null, seen.Duration, TextWidth.OneLine(ObservedWords.Of(seen)));
                    break;
                case RunEvent.AssetChecked done:
                    rows[done.Key] = Row(done.Key, done.Failed > 0 ? new("checks failed", Tone.Bad) : new("checked", Tone.Good), null, done.Duration, string.Empty);
                    break;
                case RunEvent.AssetFailed failed:
                    rows[failed.Key] = Row(failed.Key, new("failed", Tone.Bad), null, failed.Duration, failed.Error.Message);
                    break;
                case RunEvent.AssetSkipped skipped:
                    rows[skipped.Key] = Row(skipped.Key, new("skipped", Tone.Dim), null, null, skipped.Reason);
                    break;
                case RunEvent.AssetCancelled cancelled:
                    rows[cancelled.Key] = Row(cancelled.Key, new("cancelled", Tone.Warn), null, null, cancelled.Reason);
                    break;
            }
        }

        return planned.Select(key => rows.GetValueOrDefault(key) ?? Row(key, new(run.State == RunState.Running ? "waiting" : "never began", Tone.Dim), null, null, string.Empty));
    }

    private static Span[] Row(AssetKey key, Span status, long? rows, TimeSpan? took, string reason) =>
    [
        new(key.Path), status, new(rows is { } number ? HumanText.Number(number) : string.Empty),
        new(took is { } duration ? HumanText.Duration(duration) : string.Empty, Tone.Dim), new(reason),
    ];

    private static void Fact(CliConsole console, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            console.WriteLine(new Line($"  {name,-13}", Tone.Dim).Add(value));
        }
    }
}
