namespace Dataplatform.Sdk.Partitions;

/// <summary>What decides which partitions exist: a moment, and the keys that sets have at it.</summary>
/// <param name="Now">The moment.</param>
/// <param name="KeysOf">The keys of a dynamic set by its name, in the order in which they were added; none if there is no such set.</param>
internal sealed record PartitionSnapshot(DateTimeOffset Now, Func<string, IReadOnlyList<string>> KeysOf)
{
    /// <summary>A moment without dynamic sets.</summary>
    public static PartitionSnapshot At(DateTimeOffset now) => new(now, static _ => []);
}
