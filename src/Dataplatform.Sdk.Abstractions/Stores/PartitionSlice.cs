namespace Dataplatform.Sdk.Stores;

/// <summary>The partitions that a stage makes anew, and no others; they are published together.</summary>
/// <param name="Partitions">The partitions, at least one, each once.</param>
public sealed record PartitionSlice(IReadOnlyList<SlicedPartition> Partitions)
{
    /// <summary>The names of the dimensions, in the order of the keys within a partition's key. A store of folders names them so.</summary>
    /// <value>Default: empty, the store has no use for them or takes a name of its own.</value>
    public IReadOnlyList<string> Dimensions { get; init; } = [];
}
