using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Runs;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary>Backfills as a table.</summary>
internal static class BackfillTable
{
    public static void Write(CliConsole console, IReadOnlyList<BackfillRecord> backfills, DateTimeOffset now)
    {
        var table = new TextTable(["backfill", "state", "began", "took", "partitions", "selection"], [false, false, false, true, true, false]);
        foreach (var backfill in backfills)
        {
            var (made, failed) = Numbers(backfill);
            table.Add(
            [
                new(backfill.Started.RunId.Short),
                RunWords.State(backfill.State),
                new(RunWords.Ago(backfill.Started.Time, now), Tone.Dim),
                new(HumanText.Duration((backfill.Ended?.Time ?? now) - backfill.Started.Time), Tone.Dim),
                new($"{HumanText.Number(made)} of {HumanText.Number(backfill.Total)}{(failed > 0 ? $", {HumanText.Number(failed)} failed" : string.Empty)}"),
                new(backfill.Started.Launch.Selection, Tone.Dim),
            ]);
        }

        foreach (var line in table.Lines(console.Width))
        {
            console.WriteLine(line);
        }

        console.WriteLine(new Line(HumanText.Count(backfills.Count, "backfill"), Tone.Dim));
    }

    /// <summary>How many partitions were made, and how many failed.</summary>
    public static (long Made, long Failed) Numbers(BackfillRecord backfill) => backfill.Ended is { } ended
        ? (ended.Made, ended.Failed)
        : (backfill.Runs.Sum(run => (long)run.Materialized), backfill.Runs.Sum(run => (long)run.Failed));
}
