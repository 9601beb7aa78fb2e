using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Status;

/// <summary>What the log knows of the partitions of an asset, laid over its definition of today. What no window of today has is left out.</summary>
internal sealed class PartitionStates
{
    private readonly PartitionShape _shape;
    private readonly Dictionary<string, List<PartitionEntry>> _series = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long[]> _ends = new(StringComparer.Ordinal);

    /// <summary>Reads what the log knows.</summary>
    /// <param name="shape">The definition.</param>
    /// <param name="chunks">The partitions, in the order of series and time.</param>
    public PartitionStates(PartitionShape shape, IEnumerable<PartitionChunk> chunks)
    {
        _shape = shape;
        foreach (var chunk in chunks.Where(chunk => shape.CanHave(chunk.Series)))
        {
            if (!_series.TryGetValue(chunk.Series, out var entries))
            {
                _series.Add(chunk.Series, entries = []);
            }

            entries.AddRange(chunk.Entries);
        }
    }

    /// <summary>The series, each with its partitions in the order of time.</summary>
    public IReadOnlyDictionary<string, List<PartitionEntry>> Series => _series;

    /// <summary>The partitions of which something is true.</summary>
    public PartitionSet Where(Func<PartitionEntry, bool> predicate) => PartitionSet.OfTimes(
        _shape, _series.Select(series => KeyValuePair.Create(series.Key, _shape.Windows is not null ? Times(EndsOf(series.Key), series.Value, predicate) : predicate(series.Value[0]) ? TimeSet.Always : TimeSet.Empty)));

    /// <summary>The partitions of which something is true together with the partition of another asset that has the same key.</summary>
    /// <param name="other">The other asset, divided alike.</param>
    /// <param name="predicate">What is asked; of what is not known of the other an empty entry is given.</param>
    public PartitionSet Where(PartitionStates other, Func<PartitionEntry, PartitionEntry, bool> predicate) => PartitionSet.OfTimes(_shape, _series.Select(series =>
    {
        var theirs = other._series.GetValueOrDefault(series.Key) ?? [];
        var at = 0;
        return KeyValuePair.Create(series.Key, _shape.Windows is not null ? Times(EndsOf(series.Key), series.Value, Both) : Both(series.Value[0]) ? TimeSet.Always : TimeSet.Empty);

        // Both are in the order of time, so that one walk finds every pair.
        bool Both(PartitionEntry entry)
        {
            while (at < theirs.Count && theirs[at].Start < entry.Start)
            {
                at++;
            }

            return predicate(entry, at < theirs.Count && theirs[at].Start == entry.Start ? theirs[at] : default);
        }
    }));

    /// <summary>What is known of a partition; null if nothing is.</summary>
    public PartitionEntry? Find(PartitionKey key)
    {
        if (_shape.Split(key) is not { } parts || !_series.TryGetValue(parts.Combination, out var entries))
        {
            return null;
        }

        if (_shape.Windows is not { } windows)
        {
            return entries[0];
        }

        var at = windows.IndexOf(parts.Time) is { } index ? entries.BinarySearch(new PartitionEntry(windows.StartOf(index)), ByStart.Instance) : -1;
        return at >= 0 ? entries[at] : null;
    }

    // Where the window of each entry ends, found once for all that is asked; what no window of today has is marked by the least number.
    private long[] EndsOf(string series)
    {
        if (_ends.TryGetValue(series, out var known))
        {
            return known;
        }

        var (windows, entries) = (_shape.Windows!, _series[series]);
        var ends = new long[entries.Count];
        long index = long.MinValue, next = long.MinValue;
        for (var i = 0; i < ends.Length; i++)
        {
            // Windows that follow one another are numbered so.
            var start = entries[i].Start;
            index = next == start ? index + 1 : windows.StartedBefore(start);
            next = next != start && (index < 0 || windows.StartOf(index) != start) ? long.MinValue : windows.StartOf(index + 1);
            ends[i] = next;
        }

        return _ends[series] = ends;
    }

    private static TimeSet Times(long[] ends, List<PartitionEntry> entries, Func<PartitionEntry, bool> predicate)
    {
        var intervals = new List<(long, long)>();
        long from = 0, to = long.MinValue;
        for (var i = 0; i < ends.Length; i++)
        {
            var entry = entries[i];
            if (ends[i] == long.MinValue || !predicate(entry))
            {
                continue;
            }

            if (to == entry.Start)
            {
                to = ends[i];
                continue;
            }

            if (to != long.MinValue)
            {
                intervals.Add((from, to));
            }

            (from, to) = (entry.Start, ends[i]);
        }

        if (to != long.MinValue)
        {
            intervals.Add((from, to));
        }

        return TimeSet.Of(intervals);
    }

    private sealed class ByStart : IComparer<PartitionEntry>
    {
        public static readonly ByStart Instance = new();

        public int Compare(PartitionEntry x, PartitionEntry y) => x.Start.CompareTo(y.Start);
    }
}
