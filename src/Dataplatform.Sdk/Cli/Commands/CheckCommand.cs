using System.CommandLine;
using Dataplatform.Sdk.Execution;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>check</c>: calls the checks of assets with what is published.</summary>
internal static class CheckCommand
{
    public static Command Create(CliContext context)
    {
        var select = CommonOptions.Select();
        var maxParallel = CommonOptions.Number("--max-parallel", "At most so many assets at once.", Environment.ProcessorCount);
        var config = CommonOptions.Config();
        var json = CommonOptions.Json("One JSON object per event.");
        var command = new Command("check", "Check what is published, external assets too; all assets that have checks unless told otherwise.") { select, maxParallel, config, json };
        command.SetAction((parsed, cancellationToken) => new Materialization(context, new RunOptions { MaxParallel = parsed.GetValue(maxParallel) }, parsed.GetValue(json)) { Config = parsed.GetValue(config) }
            .CheckAsync(context.Selection(parsed.GetValue(select), job: null), cancellationToken));
        return command;
    }
}
