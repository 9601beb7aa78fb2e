using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Cli.Writers;
using Dataplatform.Sdk.Planning.Backfills;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary>Says what a backfill would make.</summary>
internal static class BackfillPlanText
{
    private const int MostKeys = 6;

    public static void Write(CliConsole console, BackfillPlanner planner, bool isJson)
    {
        if (isJson)
        {
            var lines = new JsonLines(console.Out);
            foreach (var step in planner.Steps.Where(step => !step.Target.IsEmpty))
            {
                lines.WriteLine(json =>
                {
                    json.WriteString("step", step.Planned.Step.Name);
                    json.WriteKeys("assets", step.Planned.Assets.Select(asset => asset.Key));
                    json.WriteNumber("count", step.Target.Count);
                    json.WriteStartArray("partitions");
                    foreach (var key in step.Planned.Step.Partitions is null ? [] : step.Target.Keys())
                    {
                        json.WriteStringValue(key.Text);
                    }

                    json.WriteEndArray();
                });
            }

            return;
        }

        var table = new TextTable(["asset", "partitions", "which"], [false, true, false]);
        foreach (var step in planner.Steps.Where(step => !step.Target.IsEmpty))
        {
            table.Add(
            [
                new(string.Join(", ", step.Planned.Assets.Select(asset => asset.Key.Path))),
                new(step.Planned.Step.Partitions is null ? "whole" : HumanText.Number(step.Target.Count)),
                new(step.Planned.Step.Partitions is null ? string.Empty : Which(step), Tone.Dim),
            ]);
        }

        foreach (var line in table.Lines(console.Width))
        {
            console.WriteLine(line);
        }

        console.WriteLine(new Line($"{BackfillWords.Of(planner)} would be made.", Tone.Dim));
    }

    private static string Which(BackfillStep step)
    {
        var target = step.Target;
        if (target.Count <= MostKeys)
        {
            return string.Join(", ", target.Keys());
        }

        var (first, last) = (target.Keys().First(), target.Keys(newestFirst: true).First());
        if (target.Times.Count == 1)
        {
            return $"{first} to {last}";
        }

        // Of several dimensions the times and how many combinations of the other keys; without time some keys.
        return target.Shape.Windows is null
            ? $"{string.Join(", ", target.Keys().Take(MostKeys))}, …"
            : $"{target.Shape.Split(first)!.Value.Time} to {target.Shape.Split(last)!.Value.Time}, {HumanText.Number(target.Times.Count)} of {string.Join(" and ", target.Shape.Others.Select(dimension => dimension.Name))}";
    }
}
