namespace Dataplatform.Sdk.DuckDb.Lake.Slices;

/// <summary>
/// The heads of an asset's partitions at one instant: segments, the oldest first, of which the last one that knows a key is right. What is
/// published is a new segment, and takes up those before it that are not larger. So there are few of them, and however many partitions are
/// published one by one, each head is written again only as often as their number doubles.
/// </summary>
/// <param name="segments">The segments, the oldest first.</param>
internal sealed class PartitionHeads(IReadOnlyList<LakeSegment> segments)
{
    private IReadOnlyList<LakePartition>? _all;

    public static PartitionHeads None { get; } = new([]);

    public IReadOnlyList<LakeSegment> Segments => segments;

    /// <summary>As the head file names them.</summary>
    public IReadOnlyList<LakeSegmentName> Names => [.. segments.Select(segment => new LakeSegmentName(segment.Id, segment.Partitions.Count))];

    /// <summary>All that are published, in the order of their keys.</summary>
    public IReadOnlyList<LakePartition> All
    {
        get
        {
            var all = _all ??= [.. Merge(segments).Where(partition => !partition.IsRemoved).OrderBy(partition => partition.Key, StringComparer.Ordinal)];
            return all;
        }
    }

    /// <summary>The last that is known of a partition, even if that is its removal; null if it never was there.</summary>
    public LakePartition? Last(string key)
    {
        for (var i = segments.Count - 1; i >= 0; i--)
        {
            if (segments[i].Find(key) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Those of some partitions that are published, in the order of their keys.</summary>
    public IReadOnlyList<LakePartition> Of(IEnumerable<string> keys) =>
    [
        .. keys.Distinct(StringComparer.Ordinal).Select(Last).OfType<LakePartition>().Where(partition => !partition.IsRemoved).OrderBy(partition => partition.Key, StringComparer.Ordinal),
    ];

    /// <summary>With heads that replace those of the same keys.</summary>
    /// <param name="id">The id of the segment in which they are.</param>
    /// <param name="heads">The heads, each key once.</param>
    public PartitionHeads With(string id, IReadOnlyList<LakePartition> heads)
    {
        var (first, count) = (segments.Count, heads.Count);
        while (first > 0 && segments[first - 1].Partitions.Count <= count)
        {
            count += segments[--first].Partitions.Count;
        }

        var merged = Merge(segments.Skip(first).Append(new LakeSegment(id, heads)));

        // Below the first segment there is nothing that a removal could hide.
        var kept = first == 0 ? [.. merged.Where(partition => !partition.IsRemoved)] : merged.ToList();
        return new([.. segments.Take(first), .. kept.Count > 0 ? [new LakeSegment(id, kept)] : Array.Empty<LakeSegment>()]);
    }

    private static Dictionary<string, LakePartition>.ValueCollection Merge(IEnumerable<LakeSegment> segments)
    {
        var byKey = new Dictionary<string, LakePartition>(StringComparer.Ordinal);
        foreach (var partition in segments.SelectMany(segment => segment.Partitions))
        {
            byKey[partition.Key] = partition;
        }

        return byKey.Values;
    }
}
