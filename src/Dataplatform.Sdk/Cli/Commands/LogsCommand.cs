using System.CommandLine;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Runs;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>logs</c>: what the steps of a run said.</summary>
internal static class LogsCommand
{
    public static Command Create(CliContext context)
    {
        var run = RunsCommand.RunArgument();
        var asset = new Option<string>("--asset") { Description = "Only the lines of one asset.", HelpName = "key" };
        var command = new Command("logs", "Show what the steps of a run logged.") { run, asset };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (await EventLogAccess.OpenAsync(context, cancellationToken) is not { } log)
            {
                return ExitCodes.UserMistake;
            }

            var found = await RunFinder.FindAsync(log, parsed.GetValue(run)!, cancellationToken);
            var only = parsed.GetValue(asset) is { } name ? $" {context.Find(name).Key}: " : null;
            var isShown = only is null;
            foreach (var line in RunTextLog.Read(context.App.Settings.TextLogs, found.Id))
            {
                // Lines that go on are indented, and belong to the one they go on from.
                isShown = only is null || (line.StartsWith(' ') ? isShown : line.Contains(only, StringComparison.Ordinal));
                if (isShown)
                {
                    context.Console.WriteLine(new Line(line));
                }
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
