using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Status;

/// <summary>How the partitions of an asset stand, as sets.</summary>
/// <param name="Existing">Those that exist now.</param>
/// <param name="Materialized">Those that are published.</param>
/// <param name="Failed">Those of which the last attempt failed; they may be published from before.</param>
/// <param name="Stale">Those that are published, and not what the code and the inputs of today would give.</param>
internal sealed record PartitionStatus(PartitionSet Existing, PartitionSet Materialized, PartitionSet Failed, PartitionSet Stale)
{
    /// <summary>Those that exist and are not published.</summary>
    public PartitionSet Missing => Existing.Except(Materialized);

    /// <summary>Those that run now; they are in the other sets too.</summary>
    public required PartitionSet InProgress { get; init; }

    /// <summary>Why partitions are stale, a sentence for each reason, with those that it concerns.</summary>
    public IReadOnlyList<(string Reason, PartitionSet Partitions)> Reasons { get; init; } = [];
}
