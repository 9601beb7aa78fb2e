using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Status;

/// <summary>How an asset stands.</summary>
/// <param name="Key">The asset.</param>
/// <param name="State">Whether it is fresh.</param>
/// <param name="Reasons">Why it is not; empty if it is.</param>
internal sealed record AssetFreshness(AssetKey Key, Freshness State, IReadOnlyList<StaleReason> Reasons)
{
    /// <summary>What the log knows of it; null for nothing.</summary>
    public AssetRecord? Record { get; init; }

    /// <summary>From what it was computed last, also if its method left it out then; null if that is not known.</summary>
    public Materialization? Computed { get; init; }

    /// <summary>What should be known and is no reason to compute anything; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>How its partitions stand; null where it is not divided.</summary>
    public PartitionStatus? Partitions { get; init; }

    /// <summary>Whether there is something to compute.</summary>
    public bool NeedsWork => State is Freshness.Stale or Freshness.Missing;

    /// <summary>Whether it is stale only because inputs are: if these come out as they were, nothing is to be done.</summary>
    public bool IsOnlyInherited => State == Freshness.Stale && Reasons.All(reason => reason.IsInherited);
}
