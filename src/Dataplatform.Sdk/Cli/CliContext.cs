using Dataplatform.Sdk.Cli.Remote;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.CodeLocations;
using Dataplatform.Sdk.Configs;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Hosting;
using Dataplatform.Sdk.Lineage;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Runs;
using Dataplatform.Sdk.Selection;
using Dataplatform.Sdk.Status;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Cli;

/// <summary>What every verb is given.</summary>
internal sealed record CliContext(AppHost App, CliConsole Console)
{
    private const int MostNames = 8;

    public AppDeclaration Declaration => App.Declaration;

    public AssetGraph Graph => Declaration.Graph;

    /// <summary>The stores; asking for one opens nothing.</summary>
    public StoreRegistry Stores => App.Stores;

    /// <summary>The run configuration of a command.</summary>
    /// <param name="arguments">The values of its <c>--config</c>.</param>
    public RunConfigs Configs(string[]? arguments) => App.ConfigsOf(ConfigArguments.Parse(arguments ?? []));

    /// <summary>The lineage of the app's columns; nothing is opened for it.</summary>
    /// <param name="config">The values of a command's <c>--config</c>.</param>
    public LineageGraph Lineage(string[]? config) => new(
        Graph,
        asset => Stores.Has(asset.Store) && Stores.For(asset) is { Dialect: { } dialect, Lineage: { } lineage } ? (dialect, lineage) : null,
        type => Configs(config).Get(type));

    /// <summary>The assets of a selection in the order of their keys; without one all, external assets included.</summary>
    public IReadOnlyList<AssetNode> Select(string? selection)
    {
        var assets = selection is null ? Graph.Assets : AssetSelection.Parse(selection).Resolve(Graph).Select(key => Graph[key]);
        return [.. assets.OrderBy(asset => asset.Key)];
    }

    /// <summary>What a run is asked to do.</summary>
    public AssetSelection Selection(string? selection, string? job) => (selection, job) switch
    {
        (not null, not null) => throw new DataplatformException("Give either --select or --job: a job is a selection."),
        (_, { } name) => Declaration.Job(name),
        ({ } text, _) => AssetSelection.Parse(text),
        _ => AssetSelection.All,
    };

    /// <summary>The stores that keep this app's assets, open; those that were never written are left alone.</summary>
    public async ValueTask<IReadOnlyList<IAssetStore>> OpenStoresAsync(CancellationToken cancellationToken)
    {
        var open = new List<IAssetStore>();
        foreach (var name in Graph.Assets.Where(asset => !asset.Definition.IsExternal).Select(asset => asset.Definition.Store).Distinct().Where(Stores.Has))
        {
            if (Stores.For(name).Exists)
            {
                open.Add(await Stores.OpenAsync(name, cancellationToken));
            }
        }

        return open;
    }

    /// <summary>How every asset stands, after the log was told what it missed.</summary>
    public async ValueTask<FreshnessReport> FreshnessAsync(CancellationToken cancellationToken) => Graph.Assets.Any(asset => asset.Step.Partitions is not null)
        ? (await PartitionStatusAsync(await PartitionsAsync(cancellationToken), cancellationToken)).Assets
        : FreshnessRules.Of(Graph, await PublicationsAsync(cancellationToken), App.CodeOf);

    private async ValueTask<Publications> PublicationsAsync(CancellationToken cancellationToken)
    {
        await App.Log.OpenAsync(cancellationToken);
        await Undertaker().LookAsync(cancellationToken);
        return await StoreReconciliation.RunAsync(App.Log, App.Leases, Graph, await OpenStoresAsync(cancellationToken), cancellationToken);
    }

    /// <summary>How assets are divided now, with the keys that dynamic sets have.</summary>
    public async ValueTask<PartitionBook> PartitionsAsync(CancellationToken cancellationToken)
    {
        var sets = Graph.Assets.SelectMany(asset => asset.Step.Partitions?.Dimensions ?? []).OfType<DynamicDimension>().Select(dimension => dimension.Set).Distinct().ToList();
        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (sets.Count > 0 && App.Log.Exists)
        {
            await App.Log.OpenAsync(cancellationToken);
            foreach (var set in sets)
            {
                keys[set] = await App.Log.PartitionKeysAsync(set, cancellationToken);
            }
        }

        return new PartitionBook(Graph, new PartitionSnapshot(App.Clock.GetUtcNow(), set => keys.GetValueOrDefault(set) ?? []));
    }

    /// <summary>How every asset stands, and of those that are divided each partition.</summary>
    public async ValueTask<(FreshnessReport Assets, IReadOnlyDictionary<AssetKey, PartitionStatus> Partitions)> PartitionStatusAsync(PartitionBook book, CancellationToken cancellationToken)
    {
        var published = await PublicationsAsync(cancellationToken);
        var chunks = new Dictionary<AssetKey, IReadOnlyList<PartitionChunk>>();
        foreach (var asset in Graph.Assets.Where(asset => asset.Step.Partitions is not null))
        {
            chunks[asset.Key] = await App.Log.PartitionsAsync(asset.Key, cancellationToken);
        }

        var running = new List<AssetSlice>();
        foreach (var lease in await App.Leases.LeasesAsync(cancellationToken))
        {
            running.AddRange(await RunningSlices.ReadAsync(App.Log, lease.RunId, cancellationToken));
        }

        var partitions = PartitionFreshness.Of(Graph, book, key => chunks[key], running, published, App.CodeOf);
        return (FreshnessRules.Of(Graph, published, App.CodeOf, partitions), partitions);
    }

    /// <summary>Finds runs whose process has died.</summary>
    public RunUndertaker Undertaker() => new(
        App.Leases, new LeaseWatch(App.Clock, ProcessStamps.IsAlive), App.Clock, new Revocation(App.Log, Stores, Graph).RevokeAsync);

    /// <summary>Listens for other processes while a plan runs in this one; null if nobody needs to ask, or cannot.</summary>
    public OwnerServer? StartListening(ExecutionPlan plan, CancellationToken stop) =>
        plan.Steps.SelectMany(step => step.Assets).Select(asset => asset.Store).Distinct().Any(name => Stores.Has(name) && Stores.For(name).IsExclusive)
            ? OwnerServer.TryStart(App, stop)
            : null;

    /// <summary>The asset of a full key, or of a bare name that only one asset has.</summary>
    /// <exception cref="DataplatformException">There is none, or more than one.</exception>
    public AssetNode Find(string name)
    {
        if (AssetKey.TryParse(name, out var key) && Graph.TryGet(key, out var exact))
        {
            return exact;
        }

        var named = Graph.Assets.Where(asset => asset.Key.Name == name).ToList();
        return named.Count switch
        {
            1 => named[0],
            0 => throw new DataplatformException($"There is no asset '{name}'.{Suggest(name)}"),
            _ => throw new DataplatformException($"'{name}' is the name of several assets: {string.Join(", ", named.Select(asset => asset.Key.Path).Order(StringComparer.Ordinal))}. Give the whole key."),
        };
    }

    /// <summary>A location as people at this place would write it.</summary>
    public CodeLocation? Relative(CodeLocation? location) => location?.RelativeTo(Declaration.ContentRoot, Environment.CurrentDirectory);

    private string Suggest(string name) => NearestName.Suggestion(name, Graph.Assets.Select(asset => asset.Key.Path)) is { Length: > 0 } near
        ? near
        : NearestName.Find(name, Graph.Assets.Select(asset => asset.Key.Name)) is { } bare
            ? $" Did you mean '{Graph.Assets.First(asset => asset.Key.Name == bare).Key}'?"
            : Known();

    // In the words of a selection that names something unknown.
    private string Known()
    {
        var keys = Graph.Assets.Select(asset => asset.Key.Path).Order(StringComparer.Ordinal).ToList();
        return keys.Count switch
        {
            0 => " The app has no assets.",
            <= MostNames => $" There are: {string.Join(", ", keys)}.",
            _ => $" There are, among others: {string.Join(", ", keys.Take(MostNames))}.",
        };
    }
}
