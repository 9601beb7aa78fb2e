using System.CommandLine;
using System.Globalization;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>report</c>: takes down that somebody else has made an external asset anew.</summary>
internal static class ReportCommand
{
    public static Command Create(CliContext context)
    {
        var asset = new Argument<string>("asset") { Description = "The key of an external asset; its bare name if only one asset has it." };
        var version = new Option<string>("--data-version") { Description = "What its data is known by; without one the data counts as new.", HelpName = "text" };
        var metadata = CommonOptions.Metadata();
        var command = new Command("report", "Take down that an external asset was made anew elsewhere.") { asset, version, metadata };
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

            await context.App.Log.OpenAsync(cancellationToken);
            await context.App.Log.AppendAsync(
                [
                    new RunEvent.AssetReported(
                        RunId.New(context.App.Clock), context.App.Clock.GetUtcNow(), node.Key, said, parsed.GetValue(metadata)!.ToDictionary(fact => fact.Key, fact => Value(fact.Value), StringComparer.Ordinal)),
                ],
                CancellationToken.None);
            context.Console.WriteLine(new Line($"Reported {node.Key}{(said is null ? string.Empty : $" with the data version {TextWidth.OneLine(said)}")}."));
            return ExitCodes.Done;
        });
        return command;
    }

    // What is written as a number is one; anything else stays the text that it is, leading zeros too.
    private static MetadataValue Value(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) && integer.ToString(CultureInfo.InvariantCulture) == text ? integer
        : double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == text ? number
        : bool.TryParse(text, out var truth) && text is "true" or "false" ? truth
        : text;
}
