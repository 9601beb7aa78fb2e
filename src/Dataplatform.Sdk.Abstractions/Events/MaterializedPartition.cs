namespace Dataplatform.Sdk.Events;

/// <summary>What was published of one partition.</summary>
/// <param name="Place">The partition.</param>
/// <param name="Rows">Its rows; null for values and effects.</param>
public sealed record MaterializedPartition(PartitionPlace Place, long? Rows)
{
    /// <summary>What its data is known by: equal data has an equal one. Null if nobody computed it.</summary>
    public string? DataVersion { get; init; }
}
