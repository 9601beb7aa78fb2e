using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Runs;

/// <summary>What is left of a run.</summary>
/// <param name="Assets">The assets, in the order of the plan.</param>
/// <param name="Partitions">Of those that are divided the partitions.</param>
internal sealed record LeftWork(IReadOnlyList<AssetKey> Assets, IReadOnlyDictionary<AssetKey, IReadOnlyList<PartitionKey>> Partitions)
{
    /// <summary>Nothing.</summary>
    public static LeftWork None { get; } = new([], new Dictionary<AssetKey, IReadOnlyList<PartitionKey>>());
}
