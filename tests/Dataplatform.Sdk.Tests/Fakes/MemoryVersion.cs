using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Tests.Fakes;

/// <summary>A version of an asset in memory.</summary>
internal sealed record MemoryVersion(string Id, RunId RunId, IReadOnlyList<Item>? Rows, byte[]? Value, string? Query)
{
    public DateTimeOffset? RestoredAt { get; init; }

    /// <summary>The rows of each partition of the stage; null if the asset is not partitioned.</summary>
    public IReadOnlyDictionary<PartitionKey, IReadOnlyList<Item>>? Partitions { get; init; }
}
