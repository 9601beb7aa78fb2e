namespace Dataplatform.Sdk.Partitions;

/// <summary>Where the keys of one dimension of the upstream come from.</summary>
/// <param name="Upstream">The dimension.</param>
/// <param name="Reader">The dimension of the reader that decides; null if none does.</param>
/// <param name="Kind">How.</param>
internal sealed record PartitionLink(PartitionDimension Upstream, PartitionDimension? Reader, LinkKind Kind);
