using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Planning;

/// <summary>The partitions that a step makes, in one call of its method.</summary>
/// <param name="Partitions">The partitions, at least one, in the order of time.</param>
public sealed record PlannedSlice(IReadOnlyList<PartitionPlace> Partitions)
{
    /// <summary>The keys of the partitions.</summary>
    public IReadOnlyList<PartitionKey> Keys => [.. Partitions.Select(place => place.Key)];

    /// <summary>The first key, and the last if there are several.</summary>
    public override string ToString() => Partitions.Count == 1 ? Partitions[0].Key.Text : $"{Partitions[0].Key} to {Partitions[^1].Key}";
}
