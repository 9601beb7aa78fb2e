using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary>Opens the log for verbs that look at it.</summary>
internal static class EventLogAccess
{
    /// <summary>The log, after runs whose process has died were found; null, and a line says so, if nothing ever ran.</summary>
    public static async ValueTask<IEventLog?> OpenAsync(CliContext context, CancellationToken cancellationToken)
    {
        var log = context.App.Log;
        if (!log.Exists)
        {
            context.Console.WriteErrorLine(new Line($"Nothing has run yet: there is no event log at {log.Description}."));
            return null;
        }

        await log.OpenAsync(cancellationToken);
        await context.Undertaker().LookAsync(cancellationToken);
        return log;
    }
}
