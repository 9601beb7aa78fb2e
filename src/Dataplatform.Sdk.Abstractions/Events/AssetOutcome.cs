namespace Dataplatform.Sdk.Events;

/// <summary>What became of an asset in a run.</summary>
/// <param name="Key">The asset.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Rows">Rows published; null for views, values, effects and whatever was not materialized.</param>
/// <param name="Duration">How long its step took; zero if it never began.</param>
/// <param name="Reason">Why it was not materialized; null if it was.</param>
public sealed record AssetOutcome(AssetKey Key, AssetStatus Status, long? Rows, TimeSpan Duration, string? Reason)
{
    /// <summary>The partitions; none where the asset is not partitioned.</summary>
    public IReadOnlyList<PartitionPlace> Partitions { get; init; } = [];

    /// <summary>Whether it was skipped because there was nothing to do, and nothing went wrong.</summary>
    public bool IsByChoice { get; init; }
}
