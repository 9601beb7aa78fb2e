using System.CommandLine;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Runs;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>rollback</c>: publishes the version before the present one again.</summary>
internal static class RollbackCommand
{
    public static Command Create(CliContext context)
    {
        var asset = new Argument<string>("asset") { Description = "The asset's key; its bare name if only one asset has it." };
        var yes = new Option<bool>("--yes") { Description = "Do it; without this nothing changes." };
        var command = new Command("rollback", "Publish the version of an asset before the present one again.") { asset, yes };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var signals = StopSignals.Listen(context.Console, cancellationToken);
            var definition = context.Find(parsed.GetRequiredValue(asset)).Definition;
            if (Refusal(definition) is { } refusal)
            {
                throw new DataplatformException(refusal);
            }

            var store = context.Stores.For(definition);
            var versions = store.Exists
                ? await (await context.Stores.OpenAsync(definition.Store, signals.Token)).VersionsAsync(definition.Key, signals.Token)
                : [];
            if (versions is not [var present, var before, ..])
            {
                throw new DataplatformException(versions.Count == 0
                    ? $"'{definition.Key}' is not published, so there is nothing to roll back."
                    : $"No version of '{definition.Key}' before the present one is kept, so there is nothing to go back to. {store.HowToKeepVersions ?? $"The store {store.Description} keeps none."}");
            }

            if (!parsed.GetValue(yes))
            {
                throw new DataplatformException(
                    $"This takes '{definition.Key}' in {store.Description} back to the version of {Describe(context, before)}, and drops the present one of {Describe(context, present)}. If that is meant: rollback {definition.Key} --yes");
            }

            await RunAsync(context, store, present, before, signals.Token);
            context.Console.WriteLine(new Line($"Rolled {definition.Key} back to the version of {Describe(context, before)}. 'status' shows what has read another one."));
            return ExitCodes.Done;
        });
        return command;
    }

    private static async ValueTask RunAsync(CliContext context, IAssetStore store, PublishedAsset present, PublishedAsset before, CancellationToken cancellationToken)
    {
        // First the log is told what it missed: what is withdrawn now must not be told later, as if it came after the rollback.
        await context.App.Log.OpenAsync(cancellationToken);
        await StoreReconciliation.RunAsync(context.App.Log, context.App.Leases, context.Graph, [store], cancellationToken);
        var restored = await store.RollBackAsync(before.Key, present.Version, before.Version, cancellationToken);
        var told = await RollbackHistory.TellAsync(context.App.Log, RunId.New(context.App.Clock), restored, present.Version, CancellationToken.None);
        await context.App.Log.AppendAsync([told], CancellationToken.None);
    }

    private static string? Refusal(AssetDefinition asset)
    {
        if (asset.IsExternal)
        {
            return $"'{asset.Key}' is external: others publish it, so there is nothing here to roll back.";
        }

        if (asset.Kind == ValueKind.Effect)
        {
            return $"'{asset.Key}' has its effect outside, so there is nothing here to roll back.";
        }

        if (asset.As is Materialize.View or Materialize.Ephemeral)
        {
            return $"'{asset.Key}' is a query and shows what its inputs hold now, so there is nothing to roll back. Roll back an input, or go back to the code of before.";
        }

        return asset.Write.KeepsRows
            ? $"'{asset.Key}' keeps rows of earlier runs ({asset.Write}), and the next run would go on without those of the run that was rolled back. Correct it with another run, or make it from nothing: materialize --select {asset.Key} --full-refresh"
            : null;
    }

    private static string Describe(CliContext context, PublishedAsset version) =>
        $"{RunWords.Ago(version.PublishedAt, context.App.Clock.GetUtcNow())} ({(version.Rows is { } rows ? $"{HumanText.Rows(rows)}, " : string.Empty)}run {version.RunId.Short})";
}
