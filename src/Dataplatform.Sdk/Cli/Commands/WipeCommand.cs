using System.CommandLine;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>wipe</c>: removes what is published of assets.</summary>
internal static class WipeCommand
{
    public static Command Create(CliContext context)
    {
        var asset = new Argument<string>("asset") { Description = "The asset's key; its bare name if only one asset has it." };
        var yes = new Option<bool>("--yes") { Description = "Do it; without this nothing is removed." };
        var command = new Command("wipe", "Remove what is published of an asset.") { asset, yes };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var signals = StopSignals.Listen(context.Console, cancellationToken);
            var node = context.Find(parsed.GetRequiredValue(asset));
            if (node.Definition.IsExternal || node.Definition.As == Materialize.Ephemeral || node.Definition.Kind == ValueKind.Effect)
            {
                throw new DataplatformException($"'{node.Key}' is kept in no store of this app, so there is nothing to wipe.");
            }

            var store = context.Stores.For(node.Definition);
            if (!parsed.GetValue(yes))
            {
                throw new DataplatformException($"This removes '{node.Key}' from {store.Description}, with all its versions. If that is meant: wipe {node.Key} --yes");
            }

            var removed = store.Exists && await (await context.Stores.OpenAsync(node.Definition.Store, signals.Token)).WipeAsync(node.Key, signals.Token);
            await context.App.Log.OpenAsync(signals.Token);
            await context.App.Log.AppendAsync([new RunEvent.AssetWiped(RunId.New(context.App.Clock), context.App.Clock.GetUtcNow(), node.Key)], signals.Token);
            context.Console.WriteLine(new Line(removed ? $"Removed {node.Key}." : $"{node.Key} was not published."));
            return ExitCodes.Done;
        });
        return command;
    }
}
