namespace Dataplatform.Sdk.Partitions;

// All files of this folder, of Cron and of Links are linked into the analyzer assembly as well, so that build time and run time judge
// the same values: netstandard2.0 and nothing but the base library here.

/// <summary>How an asset is divided: by one dimension or by several at once. Inert data, made by generated code.</summary>
public sealed class PartitionsDefinition : IEquatable<PartitionsDefinition>
{
    /// <summary>A definition of dimensions.</summary>
    /// <param name="dimensions">The dimensions, at least one; they are put into the ordinal order of their names, which is also the order
    /// within keys.</param>
    public PartitionsDefinition(params PartitionDimension[] dimensions) =>
        Dimensions = [.. dimensions.OrderBy(dimension => dimension.Name, StringComparer.Ordinal)];

    /// <summary>The dimensions, in the ordinal order of their names.</summary>
    public IReadOnlyList<PartitionDimension> Dimensions { get; }

    /// <summary>The dimension of time; null if there is none. There is one at most.</summary>
    public TimeDimension? Time => Dimensions.OfType<TimeDimension>().FirstOrDefault();

    /// <summary>Whether both divide in the same way.</summary>
    public bool Equals(PartitionsDefinition? other) => other is not null && Dimensions.SequenceEqual(other.Dimensions);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PartitionsDefinition);

    /// <inheritdoc/>
    public override int GetHashCode() => Dimensions.Aggregate(Dimensions.Count, (hash, dimension) => (hash * 31) + dimension.GetHashCode());

    /// <summary>The dimensions in words: <c>daily from 2024-01-01 in Europe/Vienna × Region</c>.</summary>
    public override string ToString() => string.Join(" × ", Dimensions);
}
