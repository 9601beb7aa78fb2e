using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Planning;

namespace Dataplatform.Sdk.Runs;

/// <summary>What runs have published, or left out by choice.</summary>
internal sealed class DoneWork
{
    private readonly HashSet<AssetKey> _assets = [];
    private readonly HashSet<(AssetKey Asset, PartitionKey Partition)> _partitions = [];

    /// <summary>Nothing.</summary>
    public static DoneWork None { get; } = new();

    public void Add(AssetKey asset) => _assets.Add(asset);

    public void Add(AssetKey asset, PartitionKey partition) => _partitions.Add((asset, partition));

    /// <summary>Whether an asset, or all partitions of a slice of it, are done.</summary>
    public bool Contains(AssetKey asset, PlannedSlice? slice) =>
        slice is null ? _assets.Contains(asset) : slice.Partitions.All(place => _partitions.Contains((asset, place.Key)));

    /// <summary>Whether a partition is done.</summary>
    public bool Contains(AssetKey asset, PartitionKey partition) => _partitions.Contains((asset, partition));
}
