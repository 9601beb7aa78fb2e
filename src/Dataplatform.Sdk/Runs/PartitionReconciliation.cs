using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Status;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Runs;

/// <summary>Finds the partitions that a store has published and that the log was not told of.</summary>
/// <param name="log">The log.</param>
/// <param name="graph">The graph.</param>
/// <param name="heads">What is published in the stores.</param>
/// <param name="known">What the log knows of each asset.</param>
/// <param name="running">Runs that go on and will tell themselves.</param>
internal sealed class PartitionReconciliation(
    IEventLog log, AssetGraph graph, IReadOnlyList<PublishedAsset> heads, IReadOnlyDictionary<AssetKey, AssetRecord> known, IReadOnlySet<RunId> running)
{
    // The log refuses a version that it has, but one that retention has deleted it would take for news.
    private static readonly TimeSpan Recent = TimeSpan.FromHours(1);

    private static readonly Dictionary<string, MetadataValue> NoMetadata = [];

    /// <summary>What the log is to be told of an asset, an event for each version.</summary>
    /// <param name="store">The asset's store.</param>
    /// <param name="node">The asset.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async ValueTask<IReadOnlyList<RunEvent>> MissedAsync(IAssetStore store, AssetNode node, CancellationToken cancellationToken)
    {
        var shape = PartitionShape.Of(node.Step.Partitions);
        var told = new PartitionStates(shape, await log.PartitionsAsync(node.Key, cancellationToken));
        var published = await store.PartitionsAsync(node.Key, partitions: null, cancellationToken);
        var versions = published
            .Where(partition => !running.Contains(partition.RunId) && IsNews(partition) && PartitionKeys.IsPossible(shape, partition.Key))
            .GroupBy(partition => (partition.Version, partition.RunId))
            .ToList();
        var begins = new Dictionary<RunId, (long Position, SliceCode? Code)>();
        foreach (var run in versions.Select(version => version.Key.RunId).Distinct())
        {
            begins[run] = await BeginAsync(run, node.Key, cancellationToken);
        }

        return [.. versions.Select(version => With(node, told, begins[version.Key.RunId], [.. version], new RunEvent.AssetMaterialized(
            version.Key.RunId, version.Max(partition => partition.PublishedAt), node.Key, version.Key.Version, version.Sum(partition => partition.Rows), Bytes: null, TimeSpan.Zero, NoMetadata)
        {
            Partitions =
            [
                .. PartitionBook.PlacesOf(node.Step, version.Select(partition => partition.Key))
                    .Zip(version, (place, partition) => new MaterializedPartition(place, partition.Rows) { DataVersion = partition.DataVersion }),
            ],
        }))];

        bool IsNews(PublishedPartition partition) =>
            told.Find(partition.Key) is not { IsMaterialized: true } || known.GetValueOrDefault(node.Key)?.Latest is not { } latest || partition.PublishedAt > latest.Time - Recent;
    }

    // With what code a run makes an asset it says itself, before it makes anything.
    private async ValueTask<(long Position, SliceCode? Code)> BeginAsync(RunId run, AssetKey key, CancellationToken cancellationToken)
    {
        await foreach (var logged in log.ReadAsync(run, cancellationToken))
        {
            if (logged.Event is RunEvent.RunStarted started)
            {
                return (logged.Position, started.SliceCodes.FirstOrDefault(code => code.Asset == key));
            }
        }

        return default;
    }

    // As of the begin of its step, of which the log was told before anything was published.
    private RunEvent.AssetMaterialized With(
        AssetNode node, PartitionStates told, (long Position, SliceCode? Code) run, IReadOnlyList<PublishedPartition> partitions, RunEvent.AssetMaterialized materialized)
    {
        var begun = partitions.Min(partition => told.Find(partition.Key) is { } entry && entry.Begun > entry.Materialized && entry.Begun > run.Position ? entry.Begun : 0);
        return run.Code is { } code && begun > 0 && InputsAt(node, begun) is { } inputs
            ? materialized with { CodeVersion = code.CodeVersion, CodeBuild = code.CodeBuild, Inputs = inputs }
            : materialized;
    }

    // What is not divided was read as it is now, if it has not changed since. Of queries and external assets nobody can tell.
    private List<InputVersion>? InputsAt(AssetNode node, long position)
    {
        var inputs = new List<InputVersion>();
        foreach (var key in node.Step.Inputs.Where(input => !input.IsSelf && graph[input.Key].Step.Partitions is null).Select(input => input.Key).Distinct())
        {
            var latest = known.GetValueOrDefault(key);
            var head = heads.FirstOrDefault(head => head.Key == key);
            if (graph[key].Definition is not { IsExternal: false, As: Materialize.Table } || latest?.LatestPosition >= position || latest?.Latest?.Version != head?.Version)
            {
                return null;
            }

            if (head is not null)
            {
                inputs.Add(new InputVersion(key, head.Version, latest!.Latest!.DataVersion));
            }
        }

        return inputs;
    }
}
