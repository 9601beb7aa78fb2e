using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary>Runs as a table.</summary>
internal static class RunTable
{
    public static void Write(CliConsole console, IReadOnlyList<RunRecord> runs, DateTimeOffset now)
    {
        var table = new TextTable(["run", "state", "began", "took", "assets", "selection"], [false, false, false, true, true, false]);
        foreach (var run in runs)
        {
            table.Add(
            [
                new(run.Id.Short),
                RunWords.State(run.State),
                new(RunWords.Ago(run.StartedAt, now), Tone.Dim),
                new(HumanText.Duration((run.EndedAt ?? now) - run.StartedAt), Tone.Dim),
                new($"{run.Materialized + run.Observed + run.Checked} of {run.Planned}"),
                new(run.Launch.Selection, Tone.Dim),
            ]);
        }

        foreach (var line in table.Lines(console.Width))
        {
            console.WriteLine(line);
        }

        console.WriteLine(new Line(HumanText.Count(runs.Count, "run"), Tone.Dim));
    }
}
