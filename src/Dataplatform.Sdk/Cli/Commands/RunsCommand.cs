using System.CommandLine;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Cli.Writers;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Runs;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>runs</c>: what ran, what runs, and what became of it.</summary>
internal static class RunsCommand
{
    public static Command Create(CliContext context) => new("runs", "The runs of this app: what ran, what runs, and what became of it.")
    {
        List(context),
        Show(context),
        Cancel(context),
        RunsResumeCommand.Create(context),
    };

    internal static Argument<string> RunArgument() => new("run")
    {
        Description = $"The run's id, or its last digits, or '{RunFinder.Latest}'.",
        DefaultValueFactory = _ => RunFinder.Latest,
    };

    private static Command List(CliContext context)
    {
        var limit = CommonOptions.Number("--limit", "At most so many.", 20);
        var json = CommonOptions.Json();
        var command = new Command("list", "List the runs, the latest first.") { limit, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (await EventLogAccess.OpenAsync(context, cancellationToken) is not { } log)
            {
                return ExitCodes.Done;
            }

            var runs = await log.RunsAsync(parsed.GetValue(limit), cancellationToken);
            if (parsed.GetValue(json))
            {
                var lines = new JsonLines(context.Console.Out);
                foreach (var run in runs)
                {
                    lines.WriteLine(line => RunJson.Write(line, run));
                }
            }
            else
            {
                RunTable.Write(context.Console, runs, context.App.Clock.GetUtcNow());
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Show(CliContext context)
    {
        var run = RunArgument();
        var json = CommonOptions.Json("One JSON object per event.");
        var command = new Command("show", "Show a run and what became of each of its assets.") { run, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (await EventLogAccess.OpenAsync(context, cancellationToken) is not { } log)
            {
                return ExitCodes.UserMistake;
            }

            var found = await RunFinder.FindAsync(log, parsed.GetValue(run)!, cancellationToken);
            if (parsed.GetValue(json))
            {
                var lines = new JsonLines(context.Console.Out);
                await foreach (var logged in log.ReadAsync(found.Id, cancellationToken))
                {
                    lines.Write(line => RunEventJson.Write(line, logged.Event));
                }
            }
            else
            {
                await RunPage.WriteAsync(context.Console, log, found, context.App.Clock.GetUtcNow(), cancellationToken);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Cancel(CliContext context)
    {
        var run = RunArgument();
        var command = new Command("cancel", "Ask the process of a run to end it in order.") { run };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (await EventLogAccess.OpenAsync(context, cancellationToken) is not { } log)
            {
                return ExitCodes.UserMistake;
            }

            var found = await RunFinder.FindAsync(log, parsed.GetValue(run)!, cancellationToken);
            if (found.State != RunState.Running || !await context.App.Leases.RequestCancellationAsync(found.Id, cancellationToken))
            {
                throw new DataplatformException($"Run {found.Id.Short} does not run: it {RunWords.Of(found)}.");
            }

            context.Console.WriteLine(new Line($"Run {found.Id.Short} was asked to stop."));
            return ExitCodes.Done;
        });
        return command;
    }
}
