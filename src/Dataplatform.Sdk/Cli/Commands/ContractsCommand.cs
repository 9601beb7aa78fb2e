using System.CommandLine;
using System.Reflection;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Ledger;
using Dataplatform.Sdk.Ledger.Rules;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>contracts</c>: what public assets promise their readers, and what changed of it.</summary>
internal static class ContractsCommand
{
    public static Command Create(CliContext context) => new("contracts", "What public assets promise their readers (contracts.lock).") { Show(context), Diff(context) };

    private static Command Show(CliContext context)
    {
        var assembly = Assembly();
        var show = new Command("show", "Print the contracts of the public assets, as contracts.lock has them.") { assembly };
        show.SetAction(parsed =>
        {
            context.Console.Out.Write(LockText.Write(AppContracts.Of(Catalogs(context, parsed.GetValue(assembly)))));
            return ExitCodes.Done;
        });
        return show;
    }

    private static Command Diff(CliContext context)
    {
        var old = new Argument<string>("lock") { Description = "A contracts.lock." };
        var now = new Argument<string?>("other") { Description = "Another one; without it the app as it is.", Arity = ArgumentArity.ZeroOrOne };
        var failOn = new Option<ContractImpact?>("--fail-on")
        {
            Description = "End with 1 if a change is of this class or a greater one: major, minor or patch.",
            HelpName = "class",
            CustomParser = result =>
            {
                var text = result.Tokens.Count == 0 ? string.Empty : result.Tokens[^1].Value;
                if (text is "major" or "minor" or "patch")
                {
                    return Enum.Parse<ContractImpact>(text, ignoreCase: true);
                }

                result.AddError($"'--fail-on' is major, minor or patch, not '{text}'.");
                return null;
            },
        };
        var assembly = Assembly();
        var json = CommonOptions.Json();
        var diff = new Command("diff", "Show what changed between two contracts.lock, and what it means for a version.") { old, now, failOn, assembly, json };
        diff.SetAction(parsed =>
        {
            var before = Read(parsed.GetRequiredValue(old));
            var (after, isApp) = parsed.GetValue(now) is { } path ? (Read(path), false) : (AppContracts.Of(Catalogs(context, parsed.GetValue(assembly))), true);
            var changes = ContractComparison.Compare(before, after.Assets, isApp ? key => context.Graph.TryGet(new AssetKey(key), out _) : null, after.Retired);
            ContractChangeTable.Write(context.Console, changes, parsed.GetValue(json));
            return parsed.GetValue(failOn) is { } least && changes.Any(change => change.Impact >= least) ? ExitCodes.RunFailed : ExitCodes.Done;
        });
        return diff;
    }

    private static Option<string> Assembly() => new("--assembly") { Description = "The assets of this assembly only; by default those of the app's own, without packages.", HelpName = "name" };

    // The app's own assembly; all of them if it declares no asset itself.
    private static IReadOnlyList<AssetCatalog> Catalogs(CliContext context, string? assembly)
    {
        var all = context.Declaration.Catalogs;
        if (assembly is null)
        {
            var own = System.Reflection.Assembly.GetEntryAssembly()?.GetName().Name;
            return all.Any(catalog => catalog.Assembly == own) ? [.. all.Where(catalog => catalog.Assembly == own)] : all;
        }

        return all.Where(catalog => catalog.Assembly == assembly).ToList() is { Count: > 0 } found ? found : throw new DataplatformException(
            $"No assembly '{assembly}' declares assets.{NearestName.Suggestion(assembly, all.Select(catalog => catalog.Assembly))}");
    }

    private static ContractsLock Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new DataplatformException($"There is no file '{path}'. '{LockText.Command}' writes a project's {ContractsLock.FileName}.");
        }

        var contracts = LockReader.Read(File.ReadAllText(path));
        return contracts.Problems.Count == 0 ? contracts : throw new DataplatformException($"{path}:{contracts.Problems[0].Line + 1}: {contracts.Problems[0].Message}");
    }
}
