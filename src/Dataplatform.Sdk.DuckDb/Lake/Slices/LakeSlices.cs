namespace Dataplatform.Sdk.DuckDb.Lake.Slices;

/// <summary>The partitions of a version, as the head file has them: not themselves, but where their heads are.</summary>
internal sealed record LakeSlices
{
    /// <summary>How many are published.</summary>
    public required long Count { get; init; }

    /// <summary>What their contents amount to: see <see cref="Store.Slices.AllPartitions"/>.</summary>
    public required string Content { get; init; }

    /// <summary>Grows with each publication and removal of partitions, so that readers can be told from what was replaced before they began.</summary>
    public required long Sequence { get; init; }

    /// <summary>The files with the heads of partitions; of a key what the last of them says is true.</summary>
    public required IReadOnlyList<LakeSegmentName> Segments { get; init; }

    /// <summary>Which columns files may have: what the contract had when they were written.</summary>
    public IReadOnlyList<IReadOnlyList<string>> ColumnSets { get; init; } = [];
}
