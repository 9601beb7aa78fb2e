using System.CommandLine;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Cli.Writers;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Runs;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>plan</c>: what a run would do.</summary>
internal static class PlanCommand
{
    public static Command Create(CliContext context)
    {
        var select = CommonOptions.Select();
        var job = CommonOptions.Job();
        var stale = new Option<bool>("--stale") { Description = "Only what is stale or missing, and why." };
        var json = CommonOptions.Json();
        var command = new Command("plan", "Show what a run would do, in which order and why.") { select, job, stale, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var selection = context.Selection(parsed.GetValue(select), parsed.GetValue(job));
            var plan = ExecutionPlanner.Plan(context.Graph, selection);
            if (parsed.GetValue(stale))
            {
                if (new StaleWork(context.Graph, selection, await context.FreshnessAsync(cancellationToken)).Plan is not { } work)
                {
                    if (!parsed.GetValue(json))
                    {
                        context.Console.WriteLine(new Line("Everything is fresh."));
                    }

                    return ExitCodes.Done;
                }

                plan = work;
            }

            if (parsed.GetValue(json))
            {
                WriteJson(context.Console.Out, plan);
            }
            else if (plan.Steps.Count == 0)
            {
                foreach (var line in NothingToCompute.Lines(context.Graph, selection))
                {
                    context.Console.WriteLine(line);
                }
            }
            else
            {
                await context.Console.Out.WriteLineAsync(plan.ToString().TrimEnd());
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static void WriteJson(TextWriter output, ExecutionPlan plan)
    {
        var lines = new JsonLines(output);
        foreach (var step in plan.Steps)
        {
            lines.WriteLine(json =>
            {
                json.WriteNumber("index", step.Index);
                json.WriteString("step", step.Step.Name);
                json.WriteKeys("assets", step.Assets.Select(asset => asset.Key));
                json.WriteStartArray("depends_on");
                foreach (var index in step.DependsOn)
                {
                    json.WriteNumberValue(index);
                }

                json.WriteEndArray();
                json.WriteString("reason", step.Reason);
            });
        }
    }
}
