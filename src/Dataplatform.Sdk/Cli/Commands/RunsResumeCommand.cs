using System.CommandLine;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Runs;
using Dataplatform.Sdk.Selection;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>runs resume</c>: does what a run that died, failed or was cancelled had not published.</summary>
internal static class RunsResumeCommand
{
    public static Command Create(CliContext context)
    {
        var run = RunsCommand.RunArgument();
        var maxParallel = CommonOptions.Number("--max-parallel", "At most so many steps at once.", Environment.ProcessorCount);
        var config = CommonOptions.Config();
        var json = CommonOptions.Json("One JSON object per event.");
        var command = new Command("resume", "Do what a run had not published when it died, failed or was cancelled.") { run, maxParallel, config, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (await EventLogAccess.OpenAsync(context, cancellationToken) is not { } log)
            {
                return ExitCodes.UserMistake;
            }

            var found = await RunFinder.FindAsync(log, parsed.GetValue(run)!, cancellationToken);
            if (found.Launch.Backfill is { } backfill)
            {
                throw new DataplatformException($"Run {found.Id.Short} is a batch of backfill {backfill.Short}, which goes on as a whole: backfills resume {backfill.Short}.");
            }

            if (found.State == RunState.Running && await context.Undertaker().IsGivenUpAsync(found.Id, cancellationToken))
            {
                found = await RunFinder.FindAsync(log, found.Id.Value, cancellationToken);
            }

            if (found.State == RunState.Running)
            {
                throw new DataplatformException($"Run {found.Id.Short} is still running. End it first: runs cancel {found.Id.Short}.");
            }

            if (found.Launch.IsCheck)
            {
                throw new DataplatformException($"Run {found.Id.Short} only checked what is published, and leaves nothing to go on with. Check again: check --select \"{found.Launch.Selection}\".");
            }

            // What was published and not yet told counts as published.
            await StoreReconciliation.RunAsync(log, context.App.Leases, context.Graph, await context.OpenStoresAsync(cancellationToken), cancellationToken);
            var left = await RunRemainder.OfAsync(log, found, context.Graph, cancellationToken);
            if (left.Count == 0)
            {
                if (!parsed.GetValue(json))
                {
                    context.Console.WriteLine(new Line($"Nothing is left of run {found.Id.Short}: it {RunWords.Of(found)} and everything it planned is published."));
                }

                return ExitCodes.Done;
            }

            var options = new RunOptions { MaxParallel = parsed.GetValue(maxParallel), FullRefresh = found.Launch.FullRefresh };
            var rest = new Materialization(context, options, parsed.GetValue(json)) { ResumedFrom = found.Id, Config = parsed.GetValue(config) };
            var selection = AssetSelection.Keys([.. left]);
            return await (context.Graph[left[0]].Definition.IsExternal ? rest.ObserveAsync(selection, cancellationToken) : rest.RunAsync(selection, cancellationToken));
        });
        return command;
    }
}
