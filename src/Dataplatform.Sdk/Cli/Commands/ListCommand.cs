using System.CommandLine;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Cli.Writers;
using Dataplatform.Sdk.CodeLocations;
using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>list</c>: the assets.</summary>
internal static class ListCommand
{
    public static Command Create(CliContext context)
    {
        var select = CommonOptions.Select();
        var json = CommonOptions.Json();
        var command = new Command("list", "List the assets.") { select, json };
        command.SetAction(parsed =>
        {
            var assets = context.Select(parsed.GetValue(select));
            if (parsed.GetValue(json))
            {
                WriteJson(context, assets);
            }
            else
            {
                WriteTable(context.Console, assets);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static void WriteJson(CliContext context, IReadOnlyList<AssetNode> assets)
    {
        using var locations = new CodeLocationReader();
        var lines = new JsonLines(context.Console.Out);
        foreach (var asset in assets)
        {
            var location = context.Relative(locations.Find(asset.Step.DeclaringType, asset.Step.Method));
            lines.WriteLine(json => AssetJson.Write(json, asset, location));
        }
    }

    private static void WriteTable(CliConsole console, IReadOnlyList<AssetNode> assets)
    {
        var table = new TextTable(["asset", "type", "group", "description"], [false, false, false, false]);
        foreach (var asset in assets)
        {
            var definition = asset.Definition;
            table.Add(
            [
                new(asset.Key.Path),
                new(AssetWords.Of(definition), Tone.Dim),
                new(definition.Group, Tone.Dim),
                new(definition.Description ?? string.Empty),
            ]);
        }

        foreach (var line in table.Lines(console.Width))
        {
            console.WriteLine(line);
        }

        console.WriteLine(new Line(HumanText.Count(assets.Count, "asset"), Tone.Dim));
    }
}
