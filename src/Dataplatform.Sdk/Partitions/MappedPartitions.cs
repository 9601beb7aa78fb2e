namespace Dataplatform.Sdk.Partitions;

/// <summary>What partitions of a reader need of an upstream.</summary>
/// <param name="Existing">What there is of it.</param>
/// <param name="Missing">What is needed and does not exist: windows that have not ended, keys that were removed. Windows before the
/// upstream's first or behind its last are never needed.</param>
internal sealed record MappedPartitions(PartitionSet Existing, PartitionSet Missing);
