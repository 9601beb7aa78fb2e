using System.CommandLine;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Cli.Writers;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Planning.Backfills;
using Dataplatform.Sdk.Runs;
using Dataplatform.Sdk.Selection;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>backfills</c>: what was backfilled, and what became of it.</summary>
internal static class BackfillsCommand
{
    public static Command Create(CliContext context) => new("backfills", "The backfills of this app: what they make, and what became of it.")
    {
        List(context),
        Show(context),
        Cancel(context),
        Resume(context),
    };

    private static Argument<string> Name() => new("backfill")
    {
        Description = $"The backfill's id, or its last digits, or '{RunFinder.Latest}'.",
        DefaultValueFactory = _ => RunFinder.Latest,
    };

    private static Command List(CliContext context)
    {
        var limit = CommonOptions.Number("--limit", "At most so many.", 20);
        var json = CommonOptions.Json();
        var command = new Command("list", "List the backfills, the latest first.") { limit, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (await EventLogAccess.OpenAsync(context, cancellationToken) is not { } log)
            {
                return ExitCodes.Done;
            }

            var backfills = await BackfillRecord.ListAsync(log, parsed.GetValue(limit), cancellationToken);
            if (parsed.GetValue(json))
            {
                var lines = new JsonLines(context.Console.Out);
                foreach (var backfill in backfills)
                {
                    lines.WriteLine(line => BackfillJson.Write(line, backfill));
                }
            }
            else
            {
                BackfillTable.Write(context.Console, backfills, context.App.Clock.GetUtcNow());
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Show(CliContext context)
    {
        var name = Name();
        var json = CommonOptions.Json();
        var command = new Command("show", "Show a backfill, what it is to make and what failed.") { name, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (await EventLogAccess.OpenAsync(context, cancellationToken) is not { } log)
            {
                return ExitCodes.UserMistake;
            }

            var found = await FindAsync(log, parsed.GetValue(name)!, cancellationToken);
            if (parsed.GetValue(json))
            {
                new JsonLines(context.Console.Out).WriteLine(line => BackfillJson.Write(line, found));
            }
            else
            {
                await BackfillPage.WriteAsync(context.Console, log, found, context.App.Clock.GetUtcNow(), cancellationToken);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Cancel(CliContext context)
    {
        var name = Name();
        var command = new Command("cancel", "Ask the process of a backfill to end it in order.") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (await EventLogAccess.OpenAsync(context, cancellationToken) is not { } log)
            {
                return ExitCodes.UserMistake;
            }

            var found = await FindAsync(log, parsed.GetValue(name)!, cancellationToken);
            if (found.State != RunState.Running)
            {
                throw new DataplatformException($"Backfill {found.Started.RunId.Short} does not run: it {Words(found)}.");
            }

            await log.AppendAsync([new RunEvent.BackfillCancelRequested(found.Started.RunId, context.App.Clock.GetUtcNow())], cancellationToken);
            foreach (var run in found.Runs.Where(run => run.State == RunState.Running))
            {
                await context.App.Leases.RequestCancellationAsync(run.Id, cancellationToken);
            }

            context.Console.WriteLine(new Line($"Backfill {found.Started.RunId.Short} was asked to stop."));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Resume(CliContext context)
    {
        var name = Name();
        var maxParallel = CommonOptions.Number("--max-parallel", "At most so many partitions at once.", Environment.ProcessorCount);
        var config = CommonOptions.Config();
        var json = CommonOptions.Json("One JSON object per event.");
        var command = new Command("resume", "Make what a backfill had not made when it died, failed or was cancelled.") { name, maxParallel, config, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (await EventLogAccess.OpenAsync(context, cancellationToken) is not { } log)
            {
                return ExitCodes.UserMistake;
            }

            var found = await FindAsync(log, parsed.GetValue(name)!, cancellationToken);
            if (found.State == RunState.Running)
            {
                throw new DataplatformException($"Backfill {found.Started.RunId.Short} is still running (process {found.Owner.ProcessId}). End it first: backfills cancel {found.Started.RunId.Short}.");
            }

            // What was published and not yet told counts as published, and what its process held is free.
            await context.Undertaker().LookAsync(cancellationToken);
            await StoreReconciliation.RunAsync(log, context.App.Leases, context.Graph, await context.OpenStoresAsync(cancellationToken), cancellationToken);
            var left = await BackfillRest.OfAsync(log, found, context.Graph, cancellationToken);
            return await new Backfill(context, new RunOptions { MaxParallel = parsed.GetValue(maxParallel) }, parsed.GetValue(json))
            {
                Resumed = found,
                Config = parsed.GetValue(config),
                Planning = new BackfillOptions { NewestFirst = found.Started.NewestFirst },
                Targets = book => step => left.GetValueOrDefault(step) ?? PartitionSet.None(PartitionShape.Of(step.Partitions)),
            }.RunAsync(AssetSelection.Parse(found.Started.Launch.Selection), cancellationToken);
        });
        return command;
    }

    private static async ValueTask<BackfillRecord> FindAsync(IEventLog log, string name, CancellationToken cancellationToken) => RunFinder.One(
        await BackfillRecord.ListAsync(log, name == RunFinder.Latest ? 1 : int.MaxValue, cancellationToken), static backfill => backfill.Started.RunId, name, "backfill");

    private static string Words(BackfillRecord backfill) => backfill.State switch
    {
        RunState.Succeeded => "has succeeded",
        RunState.Failed => "has failed",
        RunState.Cancelled => "was cancelled",
        _ => $"died with its process {backfill.Owner.ProcessId}",
    };
}
