using System.CommandLine;
using Dataplatform.Sdk.Execution;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>materialize</c>, which is also what happens without a verb: computes and publishes assets.</summary>
internal static class MaterializeCommand
{
    public static Command Create(CliContext context)
    {
        var command = new Command("materialize", "Compute and publish assets; all of them unless told otherwise.");
        AddTo(command, context);
        return command;
    }

    /// <summary>Gives a command the options and the action.</summary>
    public static void AddTo(Command command, CliContext context)
    {
        var select = CommonOptions.Select();
        var job = CommonOptions.Job();
        var maxParallel = CommonOptions.Number("--max-parallel", "At most so many steps at once.", Environment.ProcessorCount);
        var failFast = new Option<bool>("--fail-fast") { Description = "Start nothing more after the first failure." };
        var tag = CommonOptions.Tag();
        var stale = new Option<bool>("--stale") { Description = "Only what is stale or missing, and of that only what turns out to have changed." };
        var noWait = new Option<bool>("--no-wait") { Description = "Give up instead of waiting for runs that compute the same assets." };
        var fullRefresh = CommonOptions.FullRefresh();
        var partition = PartitionOptions.Partition();
        var from = PartitionOptions.From();
        var to = PartitionOptions.To();
        var config = CommonOptions.Config();
        var json = CommonOptions.Json("One JSON object per event.");
        foreach (var option in new Option[] { select, job, partition, from, to, maxParallel, failFast, tag, stale, fullRefresh, noWait, config, json })
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellationToken) =>
        {
            var selection = context.Selection(parsed.GetValue(select), parsed.GetValue(job));
            var options = new RunOptions { MaxParallel = parsed.GetValue(maxParallel), FailFast = parsed.GetValue(failFast), FullRefresh = parsed.GetValue(fullRefresh) };
            var isRange = parsed.GetValue(partition) is { Length: > 0 } || parsed.GetValue(from) is not null || parsed.GetValue(to) is not null;
            if (isRange || selection.Resolve(context.Graph).Any(key => context.Graph[key].Step.Partitions is not null))
            {
                // Without a word about partitions, what has not been made is made: everything the first time, and then what is new.
                return new Backfill(context, options, parsed.GetValue(json))
                {
                    Partitions = parsed.GetValue(partition) ?? [],
                    From = parsed.GetValue(from),
                    To = parsed.GetValue(to),
                    Only = parsed.GetValue(stale) ? PartitionFilter.Stale : isRange || parsed.GetValue(fullRefresh) ? PartitionFilter.All : PartitionFilter.Unmade,
                    Tags = parsed.GetValue(tag)!,
                    MayWait = !parsed.GetValue(noWait),
                    Config = parsed.GetValue(config),
                }.RunAsync(selection, cancellationToken);
            }

            return new Materialization(context, options, parsed.GetValue(json)) { MayWait = !parsed.GetValue(noWait), OnlyStale = parsed.GetValue(stale), Tags = parsed.GetValue(tag)!, Config = parsed.GetValue(config) }.RunAsync(selection, cancellationToken);
        });
    }
}
