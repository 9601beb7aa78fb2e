using System.CommandLine;
using System.Text.Json;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Cli.Writers;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Runs;
using Dataplatform.Sdk.Selection;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>plan</c>: what a run would do.</summary>
internal static class PlanCommand
{
    public static Command Create(CliContext context)
    {
        var select = CommonOptions.Select();
        var job = CommonOptions.Job();
        var stale = new Option<bool>("--stale") { Description = "Only what is stale or missing, and why." };
        var partition = PartitionOptions.Partition();
        var from = PartitionOptions.From();
        var to = PartitionOptions.To();
        var fullRefresh = CommonOptions.FullRefresh();
        var json = CommonOptions.Json();
        var command = new Command("plan", "Show what a run would do, in which order and why.") { select, job, partition, from, to, stale, fullRefresh, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var signals = StopSignals.Listen(context.Console, cancellationToken);
            var selection = context.Selection(parsed.GetValue(select), parsed.GetValue(job));
            var plan = ExecutionPlanner.Plan(context.Graph, selection);
            var isRange = parsed.GetValue(partition) is { Length: > 0 } || parsed.GetValue(from) is not null || parsed.GetValue(to) is not null;
            if (isRange || (parsed.GetValue(stale) && plan.Steps.Any(step => step.Step.Partitions is not null)))
            {
                return await new Backfill(context, new RunOptions(), parsed.GetValue(json))
                {
                    Partitions = parsed.GetValue(partition) ?? [],
                    From = parsed.GetValue(from),
                    To = parsed.GetValue(to),
                    Only = parsed.GetValue(stale) ? PartitionFilter.Stale : PartitionFilter.All,
                    IsDryRun = true,
                }.RunAsync(selection, signals.Token);
            }

            if (parsed.GetValue(stale))
            {
                if (new StaleWork(context.Graph, selection, await context.FreshnessAsync(signals.Token)).Plan is not { } work)
                {
                    if (!parsed.GetValue(json))
                    {
                        context.Console.WriteLine(new Line("Everything is fresh."));
                    }

                    return ExitCodes.Done;
                }

                plan = work;
            }

            var refreshed = parsed.GetValue(fullRefresh);
            var alterations = refreshed || !plan.Steps.Any(step => step.Assets.Any(asset => asset.Write.KeepsRows))
                ? null
                : await PlannedAlterations.ReadAsync(context.Stores, plan, signals.Token);
            Print(context, selection, plan, refreshed, alterations, parsed.GetValue(json));
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Print(CliContext context, AssetSelection selection, ExecutionPlan plan, bool refreshed, PlannedAlterations? alterations, bool isJson)
    {
        if (isJson)
        {
            WriteJson(context.Console.Out, plan, alterations);
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
            context.Console.Out.WriteLine(plan.ToString(asset => Notes(asset, refreshed, alterations)).TrimEnd());
        }
    }

    private static IReadOnlyList<string> Notes(AssetDefinition asset, bool fullRefresh, PlannedAlterations? alterations) =>
        fullRefresh && asset.Write.KeepsRows ? ["from nothing: rows of earlier runs go"] : alterations?.LinesOf(asset.Key) ?? [];

    private static void WriteJson(TextWriter output, ExecutionPlan plan, PlannedAlterations? alterations)
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
                PolicyJson.Write(json, step.Step.Policies);
                if (alterations is not null && step.Assets.Any(asset => asset.Write.KeepsRows))
                {
                    WriteAlterations(json, step, alterations);
                }
            });
        }
    }

    private static void WriteAlterations(Utf8JsonWriter json, PlannedStep step, PlannedAlterations alterations)
    {
        json.WriteStartArray("alterations");
        foreach (var (asset, alteration) in step.Assets.SelectMany(asset => alterations.Of(asset.Key), (asset, alteration) => (asset, alteration)))
        {
            json.WriteStartObject();
            json.WriteString("asset", asset.Key.Path);
            json.WriteString("kind", alteration.Kind.ToString().ToLowerInvariant());
            json.WriteString("column", alteration.Column);
            json.WriteString("type", alteration.Type);
            json.WriteString("refusal", alteration.Refusal);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
