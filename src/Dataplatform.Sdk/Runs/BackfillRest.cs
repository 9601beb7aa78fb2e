using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Status;

namespace Dataplatform.Sdk.Runs;

/// <summary>What a backfill has not made since it began.</summary>
internal static class BackfillRest
{
    /// <summary>What is left of each step.</summary>
    /// <exception cref="DataplatformException">An asset of it is gone from the code.</exception>
    public static async ValueTask<IReadOnlyDictionary<StepDefinition, PartitionSet>> OfAsync(IEventLog log, BackfillRecord backfill, AssetGraph graph, CancellationToken cancellationToken)
    {
        var assets = (await log.AssetsAsync(cancellationToken)).ToDictionary(asset => asset.Key);
        var left = new Dictionary<StepDefinition, PartitionSet>(ReferenceEqualityComparer.Instance);
        foreach (var target in backfill.Started.Targets)
        {
            if (!graph.TryGet(target.Asset, out var node))
            {
                throw new DataplatformException($"Backfill {backfill.Started.RunId.Short} was to make '{target.Asset}', which is no longer an asset of this app. Begin a new one for the rest.");
            }

            var shape = PartitionShape.Of(node.Step.Partitions);
            if (node.Step.Partitions is null)
            {
                var isMade = assets.GetValueOrDefault(target.Asset) is { Latest: not null } record && record.LatestPosition > backfill.Position;
                left[node.Step] = target.Count == 0 || isMade ? PartitionSet.None(shape) : PartitionSet.Of(shape, [new PartitionKey(string.Empty)]);
                continue;
            }

            var made = new PartitionStates(shape, await log.PartitionsAsync(target.Asset, cancellationToken)).Where(entry => entry.Materialized > backfill.Position);
            left[node.Step] = target.Partitions.Length == 0 ? PartitionSet.None(shape) : PartitionSetText.Read(shape, target.Partitions).Except(made);
        }

        return left;
    }
}
