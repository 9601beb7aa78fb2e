using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Runs;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary>One backfill for people: what it is to make, how far it came, and what failed.</summary>
internal static class BackfillPage
{
    private const int MostFailures = 20;

    public static async ValueTask WriteAsync(CliConsole console, IEventLog log, BackfillRecord backfill, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var state = RunWords.State(backfill.State);
        var (made, failed) = BackfillTable.Numbers(backfill);
        console.WriteLine(new Line("Backfill ").Add(backfill.Started.RunId.Value, Tone.Strong).Add("  ").Add(state.Text, state.Tone));
        Fact(console, "began", $"{backfill.Started.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC ({RunWords.Ago(backfill.Started.Time, now)})");
        Fact(console, "took", HumanText.Duration((backfill.Ended?.Time ?? now) - backfill.Started.Time));
        Fact(console, "selection", backfill.Started.Launch.Selection);
        Fact(console, "partitions", $"{HumanText.Number(made)} of {HumanText.Number(backfill.Total)} made{(failed > 0 ? $", {HumanText.Number(failed)} failed" : string.Empty)}{(backfill.Ended is { Blocked: > 0 and var blocked } ? $", {HumanText.Number(blocked)} not tried" : string.Empty)}");
        Fact(console, "runs", string.Join(", ", backfill.Runs.Reverse().Select(run => run.Id.Short)));
        console.WriteLine(new Line());
        var table = new TextTable(["asset", "partitions"], [false, true]);
        foreach (var target in backfill.Started.Targets)
        {
            table.Add([new(target.Asset.Path), new(target.Partitions.Length == 0 ? "whole" : HumanText.Number(target.Count))]);
        }

        foreach (var line in table.Lines(console.Width))
        {
            console.WriteLine(line);
        }

        foreach (var line in await FailuresAsync(log, backfill, cancellationToken))
        {
            console.WriteLine(line);
        }
    }

    private static async ValueTask<IReadOnlyList<Line>> FailuresAsync(IEventLog log, BackfillRecord backfill, CancellationToken cancellationToken)
    {
        var lines = new List<Line>();
        foreach (var run in backfill.Runs.Reverse().Where(run => run.Failed > 0))
        {
            await foreach (var logged in log.ReadAsync(run.Id, cancellationToken))
            {
                if (logged.Event is RunEvent.AssetFailed failure)
                {
                    lines.Add(new Line().Add("✗ ", Tone.Bad).Add($"{failure.Key} {PartitionWords.Of(failure.Partitions)}", Tone.Strong).Add($"   {TextWidth.OneLine(failure.Error.Message)}"));
                }
            }
        }

        return lines.Count == 0 ? []
            : [new Line(), .. lines.Take(MostFailures), .. lines.Count > MostFailures ? [new Line($"and {HumanText.Count(lines.Count - MostFailures, "more failure")}", Tone.Dim)] : Array.Empty<Line>()];
    }

    private static void Fact(CliConsole console, string name, string value) => console.WriteLine(new Line($"  {name,-12}", Tone.Dim).Add(value));
}
