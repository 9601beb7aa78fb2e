using System.CommandLine;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Planning.Backfills;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>backfill</c>: makes many partitions.</summary>
internal static class BackfillCommand
{
    public static Command Create(CliContext context)
    {
        var selection = new Argument<string>("selection")
        {
            Description = "Which assets: keys, key:, group:, tag:, owner:, kind:, +x, x+, and, or, not.",
            DefaultValueFactory = _ => "*",
        };
        var partition = PartitionOptions.Partition();
        var from = PartitionOptions.From();
        var to = PartitionOptions.To();
        var missing = new Option<bool>("--missing") { Description = "Only what is not published." };
        var failed = new Option<bool>("--failed") { Description = "Only what failed last." };
        var stale = new Option<bool>("--stale") { Description = "Only what is stale or not published." };
        var newestFirst = new Option<bool>("--newest-first") { Description = "Begin with the latest." };
        var maxParallel = CommonOptions.Number("--max-parallel", "At most so many partitions at once.", Environment.ProcessorCount);
        var batch = CommonOptions.OptionalNumber("--batch-size", $"At most so many partitions of an asset in one run, and in one call of a method that takes ranges; otherwise what its [Backfill] says, or {BackfillOptions.DefaultBatchSize}.");
        var failFast = new Option<bool>("--fail-fast") { Description = "Start nothing more after the first failure." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Show what would be made, and make nothing." };
        var tag = CommonOptions.Tag();
        var noWait = new Option<bool>("--no-wait") { Description = "Give up instead of waiting for runs that make the same partitions." };
        var config = CommonOptions.Config();
        var json = CommonOptions.Json("One JSON object per event.");
        var command = new Command("backfill", "Make many partitions: those of a time, of a key, or all that are missing, failed or stale.")
        {
            selection, partition, from, to, missing, failed, stale, newestFirst, maxParallel, batch, failFast, dryRun, tag, noWait, config, json,
        };
        command.SetAction((parsed, cancellationToken) => new Backfill(
            context, new RunOptions { MaxParallel = parsed.GetValue(maxParallel), FailFast = parsed.GetValue(failFast) }, parsed.GetValue(json))
        {
            Partitions = parsed.GetValue(partition) ?? [],
            From = parsed.GetValue(from),
            To = parsed.GetValue(to),
            Only = PartitionOptions.Which(parsed.GetValue(missing), parsed.GetValue(failed), parsed.GetValue(stale)),
            Planning = new BackfillOptions { NewestFirst = parsed.GetValue(newestFirst), BatchSize = parsed.GetValue(batch) },
            IsDryRun = parsed.GetValue(dryRun),
            Tags = parsed.GetValue(tag)!,
            MayWait = !parsed.GetValue(noWait),
            Config = parsed.GetValue(config),
        }.RunAsync(context.Selection(parsed.GetValue(selection), job: null), cancellationToken));
        return command;
    }
}
