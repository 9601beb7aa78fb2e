using System.CommandLine;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Cli.Writers;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>orphans</c>: what is published and no longer an asset of this app.</summary>
internal static class OrphansCommand
{
    public static Command Create(CliContext context)
    {
        var remove = new Option<bool>("--remove") { Description = "Remove them from their stores." };
        var json = CommonOptions.Json();
        var command = new Command("orphans", "Show what is published though no asset of this app makes it any more.") { remove, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var signals = StopSignals.Listen(context.Console, cancellationToken);
            var orphans = await FindAsync(context, signals.Token);
            if (parsed.GetValue(remove))
            {
                await RemoveAsync(context, orphans, signals.Token);
            }

            if (parsed.GetValue(json))
            {
                var lines = new JsonLines(context.Console.Out);
                foreach (var (store, head) in orphans)
                {
                    lines.WriteLine(line =>
                    {
                        line.WriteString("key", head.Key.Path);
                        line.WriteString("store", store.Description);
                        line.WriteString("version", head.Version);
                        line.WriteString("run_id", head.RunId.Value);
                        line.WriteBoolean("removed", parsed.GetValue(remove));
                    });
                }
            }
            else
            {
                Write(context, orphans, parsed.GetValue(remove));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static async ValueTask<IReadOnlyList<(IAssetStore Store, PublishedAsset Head)>> FindAsync(CliContext context, CancellationToken cancellationToken)
    {
        var orphans = new List<(IAssetStore, PublishedAsset)>();
        foreach (var store in await context.OpenStoresAsync(cancellationToken))
        {
            orphans.AddRange((await store.ListAsync(cancellationToken)).Where(head => !context.Graph.TryGet(head.Key, out _)).Select(head => (store, head)));
        }

        return orphans;
    }

    private static async ValueTask RemoveAsync(CliContext context, IReadOnlyList<(IAssetStore Store, PublishedAsset Head)> orphans, CancellationToken cancellationToken)
    {
        await context.App.Log.OpenAsync(cancellationToken);
        foreach (var (store, head) in orphans)
        {
            await store.WipeAsync(head.Key, cancellationToken);
            await context.App.Log.AppendAsync([new RunEvent.AssetWiped(RunId.New(context.App.Clock), context.App.Clock.GetUtcNow(), head.Key)], cancellationToken);
        }
    }

    private static void Write(CliContext context, IReadOnlyList<(IAssetStore Store, PublishedAsset Head)> orphans, bool isRemoved)
    {
        if (orphans.Count == 0)
        {
            context.Console.WriteLine(new Line("Everything that is published is an asset of this app."));
            return;
        }

        var table = new TextTable(["published", "since", "rows", "store"], [false, false, true, false]);
        foreach (var (store, head) in orphans)
        {
            table.Add(
            [
                new(head.Key.Path), new(RunWords.Ago(head.PublishedAt, context.App.Clock.GetUtcNow()), Tone.Dim),
                new(head.Rows is { } rows ? HumanText.Number(rows) : string.Empty), new(store.Description, Tone.Dim),
            ]);
        }

        foreach (var line in table.Lines(context.Console.Width))
        {
            context.Console.WriteLine(line);
        }

        context.Console.WriteLine(new Line(isRemoved ? $"{HumanText.Count(orphans.Count, "orphan")} removed." : $"{HumanText.Count(orphans.Count, "orphan")}; 'orphans --remove' removes them.", Tone.Dim));
    }
}
