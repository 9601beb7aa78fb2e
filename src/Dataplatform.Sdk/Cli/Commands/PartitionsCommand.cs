using System.CommandLine;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Cli.Writers;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Status;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>partitions</c>: what assets are divided into, and the keys of dynamic sets.</summary>
internal static class PartitionsCommand
{
    public static Command Create(CliContext context) => new("partitions", "The partitions of an asset, and the keys of dynamic sets.")
    {
        List(context),
        Change(context, "add", "Add keys to a dynamic set.", (set, keys, now) => new RunEvent.PartitionKeysAdded(RunId.New(context.App.Clock), now, set, keys)),
        Change(context, "remove", "Remove keys from a dynamic set; what is published of them stays.", (set, keys, now) => new RunEvent.PartitionKeysRemoved(RunId.New(context.App.Clock), now, set, keys)),
    };

    private static Command List(CliContext context)
    {
        var asset = new Argument<string>("asset") { Description = "The asset's key, or its name if no other asset has it." };
        var missing = new Option<bool>("--missing") { Description = "Only what is not published." };
        var failed = new Option<bool>("--failed") { Description = "Only what failed last." };
        var stale = new Option<bool>("--stale") { Description = "Only what is stale or not published." };
        var limit = CommonOptions.Number("--limit", "At most so many, the latest.", 50);
        var json = CommonOptions.Json();
        var command = new Command("list", "List the partitions of an asset, the latest first.") { asset, missing, failed, stale, limit, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var signals = StopSignals.Listen(context.Console, cancellationToken);
            var node = context.Find(parsed.GetValue(asset)!);
            if (node.Step.Partitions is null)
            {
                throw new DataplatformException($"'{node.Key}' is not divided into partitions.");
            }

            var (_, all) = await context.PartitionStatusAsync(await context.PartitionsAsync(signals.Token), signals.Token);
            var status = all[node.Key];
            var chosen = PartitionOptions.Which(parsed.GetValue(missing), parsed.GetValue(failed), parsed.GetValue(stale)) switch
            {
                PartitionFilter.Missing => status.Missing,
                PartitionFilter.Failed => status.Failed,
                PartitionFilter.Stale => status.Missing.Union(status.Stale),
                _ => status.Existing.Union(status.Materialized),
            };
            Write(context.Console, node, status, chosen, parsed.GetValue(limit), parsed.GetValue(json));
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Write(CliConsole console, AssetNode node, PartitionStatus status, PartitionSet chosen, int limit, bool isJson)
    {
        if (isJson)
        {
            var lines = new JsonLines(console.Out);
            foreach (var key in chosen.Keys(newestFirst: true).Take(limit))
            {
                lines.WriteLine(json =>
                {
                    json.WriteString("partition", key.Text);
                    json.WriteString("status", StateOf(node, status, key).Text);
                    json.WriteString("reason", ReasonOf(status, key));
                });
            }

            return;
        }

        var table = new TextTable(["partition", "status", "why"], [false, false, false]);
        foreach (var key in chosen.Keys(newestFirst: true).Take(limit))
        {
            table.Add([new(key.Text), StateOf(node, status, key), new(ReasonOf(status, key) ?? string.Empty)]);
        }

        foreach (var line in table.Lines(console.Width))
        {
            console.WriteLine(line);
        }

        var summary = node.Definition.IsExternal ? $"{PartitionWords.OfObserved(status)} observed" : PartitionWords.Of(status);
        console.WriteLine(new Line(chosen.Count > limit ? $"{HumanText.Number(limit)} of {HumanText.Count(chosen.Count, "partition")} · {summary}" : summary, Tone.Dim));
    }

    private static Span StateOf(AssetNode node, PartitionStatus status, PartitionKey key) => node.Definition.IsExternal
        ? status.Materialized.Contains(key) ? new("observed", Tone.Good) : new("never observed", Tone.Dim)
        : StateOf(status, key);

    private static Span StateOf(PartitionStatus status, PartitionKey key) =>
        status.InProgress.Contains(key) ? new("running", Tone.Accent)
        : status.Failed.Contains(key) ? new("failed", Tone.Bad)
        : !status.Materialized.Contains(key) ? new("missing", Tone.Bad)
        : status.Stale.Contains(key) ? new("stale", Tone.Warn)
        : new("fresh", Tone.Good);

    private static string? ReasonOf(PartitionStatus status, PartitionKey key) =>
        status.Reasons.Where(reason => reason.Partitions.Contains(key)).Select(reason => reason.Reason).FirstOrDefault();

    private static Command Change(CliContext context, string name, string description, Func<string, IReadOnlyList<string>, DateTimeOffset, RunEvent> eventOf)
    {
        var set = new Argument<string>("set") { Description = "The set's name, as [DynamicPartitions] gives it." };
        var keys = new Argument<string[]>("keys") { Description = "The keys.", Arity = ArgumentArity.OneOrMore };
        var command = new Command(name, description) { set, keys };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var sets = context.Graph.Assets.SelectMany(asset => asset.Step.Partitions?.Dimensions ?? []).OfType<DynamicDimension>().Select(dimension => dimension.Set).Distinct().Order(StringComparer.Ordinal).ToList();
            var chosen = parsed.GetValue(set)!;
            if (!sets.Contains(chosen))
            {
                throw new DataplatformException($"No asset is divided by the dynamic set '{chosen}'.{NearestName.Suggestion(chosen, sets)}{(sets.Count > 0 ? $" There are: {string.Join(", ", sets)}." : " The app has none.")}");
            }

            await context.App.Log.OpenAsync(cancellationToken);
            var given = parsed.GetValue(keys)!.Distinct(StringComparer.Ordinal).ToList();
            if (given.Exists(string.IsNullOrEmpty))
            {
                throw new DataplatformException("The key of a partition is not empty.");
            }

            await context.App.Log.AppendAsync([eventOf(chosen, given, context.App.Clock.GetUtcNow())], cancellationToken);
            context.Console.WriteLine(new Line($"'{chosen}' has {HumanText.Count((await context.App.Log.PartitionKeysAsync(chosen, cancellationToken)).Count, "key")} now."));
            return ExitCodes.Done;
        });
        return command;
    }
}
