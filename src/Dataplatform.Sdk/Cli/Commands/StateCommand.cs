using System.CommandLine;
using Dataplatform.Sdk.Cli.Terminal;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>state</c>: the app's own records.</summary>
internal static class StateCommand
{
    public static Command Create(CliContext context)
    {
        var rebuild = new Command("rebuild", "Conclude everything from the event log anew.");
        rebuild.SetAction(async (_, cancellationToken) =>
        {
            if (await EventLogAccess.OpenAsync(context, cancellationToken) is not { } log)
            {
                return ExitCodes.Done;
            }

            var events = await log.RebuildAsync(cancellationToken);
            context.Console.WriteLine(new Line($"Rebuilt from {HumanText.Count(events, "event")} of {log.Description}."));
            return ExitCodes.Done;
        });
        return new Command("state", "The app's own records.") { rebuild };
    }
}
