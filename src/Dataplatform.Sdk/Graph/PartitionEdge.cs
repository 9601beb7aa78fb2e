using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Graph;

/// <summary>An edge between assets of which at least one is divided, at a moment: answers both directions.</summary>
/// <param name="mapper">What partitions need of each other.</param>
/// <param name="snapshot">The moment.</param>
/// <param name="isIdentity">Whether each partition needs the one of the same key, and no other.</param>
internal sealed class PartitionEdge(PartitionMapper mapper, PartitionSnapshot snapshot, bool isIdentity)
{
    /// <summary>Whether each partition needs the one of the same key, and no other.</summary>
    public bool IsIdentity => isIdentity;

    /// <summary>How the reader is divided.</summary>
    public PartitionShape Reader => mapper.Reader;

    /// <summary>What partitions of the reader need.</summary>
    public MappedPartitions Upstream(PartitionSet readers) => mapper.Upstream(readers, snapshot);

    /// <summary>The partitions of the reader that need any of some partitions of the upstream.</summary>
    public PartitionSet Downstream(PartitionSet upstream) => upstream.IsEmpty ? PartitionSet.None(mapper.Reader) : mapper.Readers(upstream, snapshot);
}
