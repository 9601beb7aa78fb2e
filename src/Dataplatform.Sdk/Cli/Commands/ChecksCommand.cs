using System.CommandLine;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Cli.Writers;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>checks</c>: the checks of assets, and what they have found last.</summary>
internal static class ChecksCommand
{
    public static Command Create(CliContext context) => new("checks", "The checks of assets, and what they have found last.")
    {
        List(context),
        Show(context),
    };

    private static Command List(CliContext context)
    {
        var select = CommonOptions.Select();
        var json = CommonOptions.Json();
        var command = new Command("list", "List the checks, and how each of them went last.") { select, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var assets = context.Select(parsed.GetValue(select)).Where(asset => asset.AllChecks.Count > 0).ToList();
            var found = await FoundAsync(context, cancellationToken);
            if (parsed.GetValue(json))
            {
                var lines = new JsonLines(context.Console.Out);
                foreach (var (asset, check) in assets.SelectMany(asset => asset.AllChecks, (asset, check) => (asset, check)))
                {
                    lines.WriteLine(line => CheckJson.Write(line, asset.Key, check, Last(found, asset.Key, check.Name)));
                }
            }
            else
            {
                WriteTable(context, assets, found);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Show(CliContext context)
    {
        var name = new Argument<string>("asset") { Description = "The key of an asset; its bare name if only one asset has it." };
        var check = new Option<string>("--check") { Description = "Only this check.", HelpName = "name" };
        var json = CommonOptions.Json();
        var command = new Command("show", "Show what the checks of an asset have found, with some of the rows that are wrong.") { name, check, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var asset = context.Find(parsed.GetRequiredValue(name));
            var checks = asset.AllChecks.ToList();
            if (parsed.GetValue(check) is { } only)
            {
                checks = checks.FindAll(one => one.Name == only) is { Count: > 0 } named ? named : throw new DataplatformException(
                    $"'{asset.Key}' has no check '{only}'.{NearestName.Suggestion(only, checks.Select(one => one.Name))}");
            }

            var found = await FoundAsync(context, cancellationToken);
            if (checks.Count == 0)
            {
                throw new DataplatformException($"'{asset.Key}' has no checks. Write a method with [AssetCheck] that returns a CheckResult, or Sql for the rows that are wrong.");
            }

            if (parsed.GetValue(json))
            {
                var lines = new JsonLines(context.Console.Out);
                checks.ForEach(one => lines.WriteLine(line => CheckJson.Write(line, asset.Key, one, Last(found, asset.Key, one.Name))));
            }
            else
            {
                CheckPage.Write(context.Console, asset.Key, [.. checks.Select(one => (one, Last(found, asset.Key, one.Name)))], context.App.Clock.GetUtcNow());
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static async ValueTask<IReadOnlyDictionary<AssetKey, AssetRecord>> FoundAsync(CliContext context, CancellationToken cancellationToken)
    {
        if (!context.App.Log.Exists)
        {
            return new Dictionary<AssetKey, AssetRecord>();
        }

        await context.App.Log.OpenAsync(cancellationToken);
        return (await context.App.Log.AssetsAsync(cancellationToken)).ToDictionary(asset => asset.Key);
    }

    private static CheckRecord? Last(IReadOnlyDictionary<AssetKey, AssetRecord> found, AssetKey asset, string check) =>
        found.GetValueOrDefault(asset)?.Checks.FirstOrDefault(one => one.Check == check);

    private static void WriteTable(CliContext context, List<AssetNode> assets, IReadOnlyDictionary<AssetKey, AssetRecord> found)
    {
        var now = context.App.Clock.GetUtcNow();
        var table = new TextTable(["asset", "check", "kind", "last", "when", string.Empty], [false, false, false, false, false, false]);
        foreach (var (asset, check) in assets.SelectMany(asset => asset.AllChecks, (asset, check) => (asset, check)))
        {
            var last = Last(found, asset.Key, check.Name);
            table.Add(
            [
                new(asset.Key.Path), new(check.Name), new(CheckWords.Kind(check), Tone.Dim), CheckWords.State(last),
                new(last is null ? string.Empty : RunWords.Ago(last.Time, now), Tone.Dim), new(last is { Passed: false } ? last.Message ?? string.Empty : string.Empty),
            ]);
        }

        foreach (var line in table.Lines(context.Console.Width))
        {
            context.Console.WriteLine(line);
        }

        context.Console.WriteLine(new Line(HumanText.Count(table.Count, "check"), Tone.Dim));
    }
}
