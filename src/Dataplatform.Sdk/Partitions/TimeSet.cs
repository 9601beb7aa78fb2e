namespace Dataplatform.Sdk.Partitions;

/// <summary>
/// A set of windows as times: sorted, disjoint, half-open intervals of instants, in seconds since 1970. Windows that follow one another are
/// one interval, so a million windows cost as much as their gaps. A window reaches to the begin of the next here, also where it ends
/// before, so that sets of windows with exclusions have no gaps of their own. Immutable.
/// </summary>
internal sealed class TimeSet : IEquatable<TimeSet>
{
    private const int OfBoth = 0b1000;
    private const int OfAny = 0b1110;
    private const int OfFirst = 0b0100;

    private readonly long[] _edges;

    internal TimeSet(long[] edges) => _edges = edges;

    /// <summary>No time.</summary>
    public static TimeSet Empty { get; } = new([]);

    /// <summary>All time: what takes the place of times where there is no dimension of time.</summary>
    public static TimeSet Always { get; } = new([long.MinValue, long.MaxValue]);

    /// <summary>How many intervals it has.</summary>
    public int Intervals => _edges.Length / 2;

    /// <summary>Whether it is empty.</summary>
    public bool IsEmpty => _edges.Length == 0;

    /// <summary>The begins and ends of the intervals, in order.</summary>
    public ReadOnlySpan<long> Edges => _edges;

    /// <summary>One interval; nothing if it does not end after it begins.</summary>
    public static TimeSet Of(long start, long end) => start < end ? new([start, end]) : Empty;

    /// <summary>Intervals in any order; they may overlap.</summary>
    public static TimeSet Of(IEnumerable<(long Start, long End)> intervals)
    {
        var builder = new TimeSetBuilder();
        foreach (var (start, end) in intervals)
        {
            builder.Add(start, end);
        }

        return builder.ToSet();
    }

    /// <summary>The interval of a number.</summary>
    public (long Start, long End) this[int interval] => (_edges[2 * interval], _edges[(2 * interval) + 1]);

    /// <summary>Whether an instant is in it.</summary>
    public bool Contains(long instant)
    {
        var at = Array.BinarySearch(_edges, instant);
        return ((at >= 0 ? at + 1 : ~at) & 1) == 1;
    }

    /// <summary>What is in either.</summary>
    public TimeSet Union(TimeSet other) => IsEmpty || ReferenceEquals(this, other) ? other : other.IsEmpty ? this : Combine(other, OfAny);

    /// <summary>What is in both.</summary>
    public TimeSet Intersect(TimeSet other) => ReferenceEquals(this, other) ? this : IsEmpty || other.IsEmpty ? Empty : Combine(other, OfBoth);

    /// <summary>What is in it and not in the other.</summary>
    public TimeSet Except(TimeSet other) => IsEmpty || other.IsEmpty ? this : ReferenceEquals(this, other) ? Empty : Combine(other, OfFirst);

    /// <summary>Whether all of it is in the other.</summary>
    public bool IsSubsetOf(TimeSet other) => Except(other).IsEmpty;

    /// <inheritdoc/>
    public bool Equals(TimeSet? other) => other is not null && (ReferenceEquals(this, other) || _edges.AsSpan().SequenceEqual(other._edges));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TimeSet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var edge in _edges)
        {
            hash.Add(edge);
        }

        return hash.ToHashCode();
    }

    /// <summary>The intervals, for people who debug.</summary>
    public override string ToString() => string.Join(", ", Enumerable.Range(0, Intervals).Select(i => $"[{this[i].Start}, {this[i].End})"));

    // One walk over the edges of both. A bit of the rule says whether a place is in the result: bit 0 for neither, 1 for the other
    // only, 2 for this only, 3 for both.
    private TimeSet Combine(TimeSet other, int rule)
    {
        var (left, right) = (_edges, other._edges);
        var edges = new long[left.Length + right.Length];
        var (i, j, count) = (0, 0, 0);
        while (i < left.Length || j < right.Length)
        {
            var edge = j == right.Length || (i < left.Length && left[i] <= right[j]) ? left[i] : right[j];
            i += i < left.Length && left[i] == edge ? 1 : 0;
            j += j < right.Length && right[j] == edge ? 1 : 0;

            // Within an interval after an odd number of edges.
            var inside = rule >> (((i & 1) << 1) | (j & 1)) & 1;
            if (inside != (count & 1))
            {
                edges[count++] = edge;
            }
        }

        return count == 0 ? Empty : new(edges[..count]);
    }
}
