using System.CommandLine;
using System.Globalization;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Planning.Backfills;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>report</c>: takes down that somebody else has made an external asset anew.</summary>
internal static class ReportCommand
{
    public static Command Create(CliContext context)
    {
        var asset = new Argument<string>("asset") { Description = "The key of an external asset; its bare name if only one asset has it." };
        var version = new Option<string>("--data-version") { Description = "What its data is known by; without one the data counts as new.", HelpName = "text" };
        var metadata = CommonOptions.Metadata();
        var (partition, from, to) = (PartitionOptions.Partition(), PartitionOptions.From(), PartitionOptions.To());
        var command = new Command("report", "Take down that an external asset was made anew elsewhere.") { asset, version, metadata, partition, from, to };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var node = context.Find(parsed.GetRequiredValue(asset));
            if (!node.Definition.IsExternal)
            {
                throw new DataplatformException($"'{node.Key}' is made by this app ('{node.Step.Name}'), which knows what its runs have made. Only external assets are reported.");
            }

            var said = parsed.GetValue(version);
            if (said is not null && string.IsNullOrWhiteSpace(said))
            {
                throw new DataplatformException("'--data-version' is empty. Write any text that is another one when the data is, or leave it out if the data is new.");
            }

            var partitions = await PartitionsAsync(context, node, parsed.GetValue(partition)!, parsed.GetValue(from), parsed.GetValue(to), said, cancellationToken);
            await context.App.Log.OpenAsync(cancellationToken);
            await context.App.Log.AppendAsync(
                [
                    new RunEvent.AssetReported(
                        RunId.New(context.App.Clock), context.App.Clock.GetUtcNow(), node.Key, said, parsed.GetValue(metadata)!.ToDictionary(fact => fact.Key, fact => Value(fact.Value), StringComparer.Ordinal))
                    {
                        Partitions = partitions,
                    },
                ],
                CancellationToken.None);
            context.Console.WriteLine(new Line($"Reported {Which(partitions)}{node.Key}{(said is null ? string.Empty : $" with the data version {TextWidth.OneLine(said)}")}."));
            return ExitCodes.Done;
        });
        return command;
    }

    // Late rows: the windows that they are of, so that only what has read these is stale.
    private static async ValueTask<IReadOnlyList<MaterializedPartition>> PartitionsAsync(
        CliContext context, AssetNode node, string[] partitions, string? from, string? to, string? version, CancellationToken cancellationToken)
    {
        var isSaid = partitions.Length > 0 || from is not null || to is not null;
        if (node.Step.Partitions is not { } definition)
        {
            return isSaid ? throw new DataplatformException($"'{node.Key}' is not divided into partitions. Leave out --partition, --from and --to.") : [];
        }

        if (!isSaid)
        {
            throw new DataplatformException($"'{node.Key}' is divided {definition}. Say which partitions were made anew, with --partition or --from and --to; all of them: --from {PartitionKeys.Example(PartitionShape.Of(definition))}.");
        }

        var chosen = PartitionChoice.Read(await context.PartitionsAsync(cancellationToken), [node.Step], partitions, from, to).Of(node.Step);
        return [.. PartitionBook.PlacesOf(node.Step, chosen.Keys()).Select(place => new MaterializedPartition(place, null) { DataVersion = version })];
    }

    private static string Which(IReadOnlyList<MaterializedPartition> partitions) => partitions switch
    {
        [] => string.Empty,
        [var only] => $"{only.Place.Key} of ",
        _ => $"{HumanText.Count(partitions.Count, "partition")} of ",
    };

    // What is written as a number is one; anything else stays the text that it is, leading zeros too.
    private static MetadataValue Value(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) && integer.ToString(CultureInfo.InvariantCulture) == text ? integer
        : double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == text ? number
        : bool.TryParse(text, out var truth) && text is "true" or "false" ? truth
        : text;
}
