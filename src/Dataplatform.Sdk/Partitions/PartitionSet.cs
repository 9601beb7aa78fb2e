using System.Diagnostics.CodeAnalysis;

namespace Dataplatform.Sdk.Partitions;

/// <summary>
/// A set of partitions of one definition: for each combination of the keys of the other dimensions the times of its windows. A definition
/// without time has all time for each combination, so that one algebra serves all. Immutable.
/// </summary>
internal sealed class PartitionSet : IEquatable<PartitionSet>
{
    private readonly KeyValuePair<string, TimeSet>[] _times;

    private PartitionSet(PartitionShape shape, KeyValuePair<string, TimeSet>[] times)
    {
        Shape = shape;
        _times = times;
    }

    /// <summary>The definition of which these are partitions.</summary>
    public PartitionShape Shape { get; }

    /// <summary>The combinations that have partitions, in ordinal order, with the times of these.</summary>
    public IReadOnlyList<KeyValuePair<string, TimeSet>> Times => _times;

    /// <summary>Whether it is empty.</summary>
    public bool IsEmpty => _times.Length == 0;

    /// <summary>How many partitions it has.</summary>
    public long Count
    {
        get
        {
            if (Shape.Windows is not { } windows)
            {
                return _times.Length;
            }

            // Combinations often share their times.
            var (total, last, count) = (0L, (TimeSet?)null, 0L);
            foreach (var (_, times) in _times)
            {
                count = ReferenceEquals(times, last) ? count : windows.CountOf(times);
                last = times;
                total += count;
            }

            return total;
        }
    }

    /// <summary>No partition.</summary>
    public static PartitionSet None(PartitionShape shape) => new(shape, []);

    /// <summary>The partitions that exist at a moment.</summary>
    public static PartitionSet Existing(PartitionShape shape, PartitionSnapshot snapshot)
    {
        var times = shape.Windows is { } windows ? windows.Times(0, windows.ExistingAt(snapshot.Now.ToUnixTimeSeconds())) : TimeSet.Always;
        return Product(shape, shape.Others.Select(dimension => PartitionShape.KeysOf(dimension, snapshot)).ToList(), times);
    }

    /// <summary>The same times for each combination of some keys of the other dimensions.</summary>
    /// <param name="shape">The definition.</param>
    /// <param name="keys">Keys of each of the other dimensions, in their order.</param>
    /// <param name="times">The times.</param>
    public static PartitionSet Product(PartitionShape shape, IReadOnlyList<IReadOnlyList<string>> keys, TimeSet times)
    {
        if (keys.All(some => some.Count == 1))
        {
            return Single(shape, keys.Count == 0 ? string.Empty : PartitionShape.Combination([.. keys.Select(some => some[0])]), times);
        }

        IEnumerable<IReadOnlyList<string>> combinations = [[]];
        foreach (var next in keys)
        {
            combinations = combinations.SelectMany(_ => next, IReadOnlyList<string> (parts, key) => [.. parts, key]);
        }

        return OfTimes(shape, combinations.Select(parts => KeyValuePair.Create(PartitionShape.Combination([.. parts]), times)));
    }

    /// <summary>One combination with its times.</summary>
    public static PartitionSet Single(PartitionShape shape, string combination, TimeSet times) =>
        times.IsEmpty ? None(shape) : new(shape, [new(combination, times)]);

    /// <summary>Combinations with their times, in any order; one may come several times.</summary>
    public static PartitionSet OfTimes(PartitionShape shape, IEnumerable<KeyValuePair<string, TimeSet>> times)
    {
        var union = new Dictionary<string, TimeSet>(StringComparer.Ordinal);
        foreach (var (combination, more) in times)
        {
            union[combination] = union.TryGetValue(combination, out var known) ? known.Union(more) : more;
        }

        return new(shape, [.. union.Where(pair => !pair.Value.IsEmpty).OrderBy(pair => pair.Key, StringComparer.Ordinal)]);
    }

    /// <summary>Single partitions.</summary>
    /// <exception cref="DataplatformException">A key is none of the definition; the message names the nearest.</exception>
    public static PartitionSet Of(PartitionShape shape, IEnumerable<PartitionKey> keys)
    {
        var found = new Dictionary<string, List<(long, long)>>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            var (combination, index) = PartitionKeys.Locate(shape, key);
            if (!found.TryGetValue(combination, out var windows))
            {
                found[combination] = windows = [];
            }

            windows.Add(shape.Windows is { } time ? (time.StartOf(index), time.StartOf(index + 1)) : (long.MinValue, long.MaxValue));
        }

        return OfTimes(shape, found.Select(pair => KeyValuePair.Create(pair.Key, shape.Windows is null ? TimeSet.Always : TimeSet.Of(pair.Value))));
    }

    /// <summary>Whether a partition is in it; false also for a key that the definition cannot have.</summary>
    public bool Contains(PartitionKey key)
    {
        if (Shape.Split(key) is not { } parts || !TryTimes(parts.Combination, out var times))
        {
            return false;
        }

        return Shape.Windows is not { } windows || (windows.IndexOf(parts.Time) is { } index && times.Contains(windows.StartOf(index)));
    }

    /// <summary>What is in either.</summary>
    public PartitionSet Union(PartitionSet other) => Combine(other, static (left, right) => left.Union(right));

    /// <summary>What is in both.</summary>
    public PartitionSet Intersect(PartitionSet other) => Combine(other, static (left, right) => left.Intersect(right));

    /// <summary>What is in it and not in the other.</summary>
    public PartitionSet Except(PartitionSet other) => Combine(other, static (left, right) => left.Except(right));

    /// <summary>Whether all of it is in the other.</summary>
    public bool IsSubsetOf(PartitionSet other) => Except(other).IsEmpty;

    /// <summary>The keys in the order of time, and of the same time in ordinal order. They are made as they are taken.</summary>
    /// <param name="newestFirst">Whether time runs backward.</param>
    public IEnumerable<PartitionKey> Keys(bool newestFirst = false) => PartitionWalk.Keys(this, newestFirst);

    /// <summary>The times of a combination.</summary>
    public bool TryTimes(string combination, [NotNullWhen(true)] out TimeSet? times)
    {
        var (low, high) = (0, _times.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            switch (string.CompareOrdinal(_times[middle].Key, combination))
            {
                case 0:
                    times = _times[middle].Value;
                    return true;
                case < 0:
                    low = middle + 1;
                    break;
                default:
                    high = middle - 1;
                    break;
            }
        }

        times = null;
        return false;
    }

    /// <inheritdoc/>
    public bool Equals(PartitionSet? other) => other is not null && Shape == other.Shape && _times.SequenceEqual(other._times);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PartitionSet);

    /// <inheritdoc/>
    public override int GetHashCode() => _times.Aggregate(_times.Length, (hash, pair) => HashCode.Combine(hash, pair.Key, pair.Value));

    /// <summary>A few of its keys, for people who debug.</summary>
    public override string ToString() => Count <= 5 ? $"{{{string.Join(", ", Keys())}}}" : $"{{{string.Join(", ", Keys().Take(4))}, … of {Count}}}";

    private PartitionSet Combine(PartitionSet other, Func<TimeSet, TimeSet, TimeSet> operation)
    {
        if (Shape != other.Shape)
        {
            throw new InvalidOperationException($"Sets of different definitions have nothing in common: {Shape.Definition} and {other.Shape.Definition}.");
        }

        var result = new List<KeyValuePair<string, TimeSet>>();
        var (i, j) = (0, 0);
        while (i < _times.Length || j < other._times.Length)
        {
            var order = i == _times.Length ? 1 : j == other._times.Length ? -1 : string.CompareOrdinal(_times[i].Key, other._times[j].Key);
            var combination = order <= 0 ? _times[i].Key : other._times[j].Key;
            var times = operation(order <= 0 ? _times[i++].Value : TimeSet.Empty, order >= 0 ? other._times[j++].Value : TimeSet.Empty);
            if (!times.IsEmpty)
            {
                result.Add(new(combination, times));
            }
        }

        return new(Shape, [.. result]);
    }
}
