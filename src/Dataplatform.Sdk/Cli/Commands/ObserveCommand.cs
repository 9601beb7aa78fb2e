using System.CommandLine;
using Dataplatform.Sdk.Execution;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>observe</c>: asks the observers of external assets for their data versions.</summary>
internal static class ObserveCommand
{
    public static Command Create(CliContext context)
    {
        var select = CommonOptions.Select();
        var maxParallel = CommonOptions.Number("--max-parallel", "At most so many observers at once.", Environment.ProcessorCount);
        var config = CommonOptions.Config();
        var json = CommonOptions.Json("One JSON object per event.");
        var command = new Command("observe", "Ask external assets for their data versions; all that have an observer unless told otherwise.") { select, maxParallel, config, json };
        command.SetAction((parsed, cancellationToken) => new Materialization(context, new RunOptions { MaxParallel = parsed.GetValue(maxParallel) }, parsed.GetValue(json)) { Config = parsed.GetValue(config) }
            .ObserveAsync(context.Selection(parsed.GetValue(select), job: null), cancellationToken));
        return command;
    }
}
