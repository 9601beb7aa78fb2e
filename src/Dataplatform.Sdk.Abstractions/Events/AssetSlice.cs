using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Events;

/// <summary>The partitions of an asset that one step of a run makes together.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Partitions">The partitions, at least one.</param>
public sealed record AssetSlice(AssetKey Asset, IReadOnlyList<PartitionKey> Partitions)
{
    /// <summary>Whether both are of the same partitions.</summary>
    public bool Equals(AssetSlice? other) => other is not null && Asset == other.Asset && Partitions.SequenceEqual(other.Partitions);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Asset, Partitions.Count, Partitions.Count > 0 ? Partitions[0] : default);

    /// <summary>The key and its partitions: <c>sales/daily_revenue 2024-01-05</c>.</summary>
    public override string ToString() => Partitions.Count == 1 ? $"{Asset} {Partitions[0]}" : $"{Asset} {Partitions[0]} to {Partitions[^1]}";
}
