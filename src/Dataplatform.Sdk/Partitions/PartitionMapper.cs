namespace Dataplatform.Sdk.Partitions;

/// <summary>
/// Maps the partitions of an asset that reads to those of an asset that is read, and back. An asset that is not divided has one partition
/// with an empty key, so that all cases are one.
/// </summary>
internal sealed class PartitionMapper
{
    private readonly PartitionShape _reader;
    private readonly PartitionShape _upstream;
    private readonly Dictionary<PartitionDimension, LinkedKeys> _links = [];
    private readonly TimeMapping? _time;
    private readonly bool _hasFunction;
    private readonly bool _splits;
    private Moment? _existingUpstream;
    private Moment? _existingReaders;

    /// <summary>A mapping.</summary>
    /// <param name="reader">How the asset is divided that reads; null if it is not.</param>
    /// <param name="upstream">How the asset is divided that is read; null if it is not.</param>
    /// <param name="mapping">What its author says.</param>
    /// <param name="functions">Gives the function of a <see cref="PartitionMapping.Function"/> by the name of its type.</param>
    /// <exception cref="DataplatformException">The definitions do not belong together by this mapping.</exception>
    public PartitionMapper(PartitionsDefinition? reader, PartitionsDefinition? upstream, PartitionMapping mapping, Func<string, PartitionFunction>? functions = null)
    {
        var links = PartitionLinks.Find(reader, upstream, mapping, out var problem) ?? throw new DataplatformException(problem!);
        _reader = PartitionShape.Of(reader);
        _upstream = PartitionShape.Of(upstream);
        var pairs = mapping is PartitionMapping.Keys keys ? KeyPairs.Read(keys.Pairs) : [];
        var function = mapping is PartitionMapping.Function { Type: var type }
            ? functions?.Invoke(type) ?? throw new DataplatformException($"There is no instance of the mapping '{type}'. Build the project again, so that its catalog knows it.")
            : null;
        foreach (var link in links.Links)
        {
            _links[link.Upstream] = new(link, pairs, function);
        }

        _hasFunction = function is not null;
        _splits = links.Links.Any(link => link is { Kind: LinkKind.Function, Reader: TimeDimension, Upstream: not TimeDimension });
        var (start, end) = mapping is PartitionMapping.Overlap overlap ? (overlap.StartOffset, overlap.EndOffset) : (0, 0);
        _time = _reader.Windows is { } own && _upstream.Windows is { } other && IsSame(other.Dimension) ? new(own, other, start, end) : null;
    }

    /// <summary>How the asset is divided that reads.</summary>
    public PartitionShape Reader => _reader;

    /// <summary>How the asset is divided that is read.</summary>
    public PartitionShape UpstreamShape => _upstream;

    /// <summary>What partitions of the reader need.</summary>
    public MappedPartitions Upstream(PartitionSet readers, PartitionSnapshot snapshot)
    {
        var existing = Existing(_upstream, ref _existingUpstream, snapshot);
        var needed = readers.Times is [var only] && !_splits ? Upstream(only, TimesOf(only, snapshot), snapshot) : UpstreamOfMany(readers, snapshot);
        return new(needed.Intersect(existing), needed.Except(existing));
    }

    /// <summary>The existing partitions of the reader that need any of some partitions of the upstream.</summary>
    public PartitionSet Readers(PartitionSet upstream, PartitionSnapshot snapshot)
    {
        var existing = Existing(_reader, ref _existingReaders, snapshot);
        if (upstream.IsEmpty || existing.IsEmpty)
        {
            return PartitionSet.None(_reader);
        }

        if (_reader.Others.Count == 0 && !_hasFunction && upstream.Times is [var only])
        {
            var some = IsLast(only, snapshot) ? _time?.ReadersOf(only.Value) ?? WholeTime(_reader, snapshot) : TimeSet.Empty;
            return PartitionSet.Single(_reader, string.Empty, some).Intersect(existing);
        }

        var all = _reader.Others.ToDictionary(dimension => dimension, dimension => PartitionShape.KeysOf(dimension, snapshot));
        var known = all.ToDictionary(pair => pair.Key, pair => pair.Value.ToHashSet(StringComparer.Ordinal));
        var times = new Dictionary<TimeSet, TimeSet>(ReferenceEqualityComparer.Instance);
        var found = PartitionSet.OfTimes(_reader, upstream.Times.Where(item => IsLast(item, snapshot)).SelectMany(item =>
        {
            if (!times.TryGetValue(item.Value, out var time))
            {
                times[item.Value] = time = _time?.ReadersOf(item.Value) ?? WholeTime(_reader, snapshot);
            }

            // Each link leaves of the reader's keys those that its own key needs.
            var left = new Dictionary<PartitionDimension, List<string>>();
            foreach (var (link, upstreamKeys) in Decided(item, _upstream.Parts(item.Key)))
            {
                var dimension = link.Link.Reader!;
                var readers = upstreamKeys.SelectMany(key => link.ReadersOf(key, () => AllKeys(dimension, snapshot))).ToHashSet(StringComparer.Ordinal);
                if (dimension is TimeDimension)
                {
                    time = time.Intersect(TimesOf(_reader.Windows!, readers));
                }
                else
                {
                    left[dimension] = left.TryGetValue(dimension, out var before) ? before.FindAll(readers.Contains) : [.. readers.Where(known[dimension].Contains)];
                }
            }

            return PartitionSet.Product(_reader, [.. _reader.Others.Select(dimension => left.TryGetValue(dimension, out var keys) ? keys : all[dimension])], time).Times;
        }));
        return found.Intersect(existing);
    }

    private static PartitionSet Existing(PartitionShape shape, ref Moment? known, PartitionSnapshot snapshot)
    {
        var moment = known;
        if (!ReferenceEquals(moment?.Snapshot, snapshot))
        {
            known = moment = new(snapshot, PartitionSet.Existing(shape, snapshot));
        }

        return moment!.Existing;
    }

    private PartitionSet UpstreamOfMany(PartitionSet readers, PartitionSnapshot snapshot)
    {
        var times = new Dictionary<TimeSet, TimeSet>(ReferenceEqualityComparer.Instance);
        return PartitionSet.OfTimes(_upstream, Split(readers).SelectMany(item =>
        {
            // Combinations often share their times, and then also what these need, unless a function asks for more than times.
            if (!times.TryGetValue(item.Value, out var time) || _hasFunction)
            {
                times[item.Value] = time = TimesOf(item, snapshot);
            }

            return Upstream(item, time, snapshot).Times;
        }));
    }

    private PartitionSet Upstream(KeyValuePair<string, TimeSet> item, TimeSet time, PartitionSnapshot snapshot) => _upstream.Others.Count == 0
        ? PartitionSet.Single(_upstream, string.Empty, time)
        : PartitionSet.Product(_upstream, [.. _upstream.Others.Select(dimension => KeysOf(dimension, item, PartitionShape.KeysOf(dimension, snapshot)))], time);

    private bool IsSame(PartitionDimension upstream) => _links[upstream].Link.Kind == LinkKind.Same;

    // Where a function says keys from the reader's time, each window has its own.
    private IEnumerable<KeyValuePair<string, TimeSet>> Split(PartitionSet readers) =>
        _splits
            ? readers.Times.SelectMany(item => Windows(_reader.Windows!, item.Value).Select(index => KeyValuePair.Create(item.Key, _reader.Windows!.Times(index, index + 1))))
            : readers.Times;

    private TimeSet TimesOf(KeyValuePair<string, TimeSet> item, PartitionSnapshot snapshot)
    {
        if (_upstream.Windows is not { } windows)
        {
            return TimeSet.Always;
        }

        var count = windows.ExistingAt(snapshot.Now.ToUnixTimeSeconds());
        var link = _links[windows.Dimension];
        return link.Link.Kind switch
        {
            LinkKind.Same => _time!.UpstreamOf(item.Value),
            LinkKind.All => windows.Times(0, count),
            LinkKind.Last => windows.Times(Math.Max(0, count - 1), count),
            _ => TimesOf(windows, ReaderKeys(link.Link.Reader!, item).SelectMany(link.UpstreamOf)),
        };
    }

    private IReadOnlyList<string> KeysOf(PartitionDimension dimension, KeyValuePair<string, TimeSet> item, IReadOnlyList<string> all)
    {
        var link = _links[dimension];
        return link.Link.Kind switch
        {
            LinkKind.All => all,
            LinkKind.Last => all.Count == 0 ? [] : [all[^1]],
            _ => [.. ReaderKeys(link.Link.Reader!, item).SelectMany(link.UpstreamOf).Distinct()],
        };
    }

    private IEnumerable<string> ReaderKeys(PartitionDimension dimension, KeyValuePair<string, TimeSet> item) => dimension is TimeDimension
        ? Windows(_reader.Windows!, item.Value).Select(_reader.Windows!.KeyOf)
        : [_reader.Parts(item.Key)[IndexOf(_reader, dimension)]];

    private IEnumerable<string> AllKeys(PartitionDimension reader, PartitionSnapshot snapshot) => reader is TimeDimension
        ? Windows(_reader.Windows!, WholeTime(_reader, snapshot)).Select(_reader.Windows!.KeyOf)
        : PartitionShape.KeysOf(reader, snapshot);

    // The links by which keys of the reader follow from keys of the upstream, except from time to time, with the upstream's keys.
    private IEnumerable<(LinkedKeys Link, IEnumerable<string> Upstream)> Decided(KeyValuePair<string, TimeSet> item, IReadOnlyList<string> parts)
    {
        foreach (var link in _links.Values.Where(link => link.Link.Reader is not null))
        {
            if (link.Link.Upstream is not TimeDimension)
            {
                yield return (link, [parts[IndexOf(_upstream, link.Link.Upstream)]]);
            }
            else if (link.Link.Kind == LinkKind.Function)
            {
                yield return (link, Windows(_upstream.Windows!, item.Value).Select(_upstream.Windows!.KeyOf));
            }
        }
    }

    // Of what only the last is read, nothing else is needed.
    private bool IsLast(KeyValuePair<string, TimeSet> item, PartitionSnapshot snapshot)
    {
        foreach (var link in _links.Values.Where(link => link.Link.Kind == LinkKind.Last))
        {
            if (link.Link.Upstream is TimeDimension)
            {
                var count = _upstream.Windows!.ExistingAt(snapshot.Now.ToUnixTimeSeconds());
                if (count == 0 || !item.Value.Contains(_upstream.Windows.StartOf(count - 1)))
                {
                    return false;
                }
            }
            else if (PartitionShape.KeysOf(link.Link.Upstream, snapshot) is not [.., var last] || _upstream.Parts(item.Key)[IndexOf(_upstream, link.Link.Upstream)] != last)
            {
                return false;
            }
        }

        return true;
    }

    private static TimeSet WholeTime(PartitionShape shape, PartitionSnapshot snapshot) =>
        shape.Windows is { } windows ? windows.Times(0, windows.ExistingAt(snapshot.Now.ToUnixTimeSeconds())) : TimeSet.Always;

    private static TimeSet TimesOf(TimeWindows windows, IEnumerable<string> keys) =>
        TimeSet.Of(keys.Select(windows.IndexOf).OfType<long>().Select(index => (windows.StartOf(index), windows.StartOf(index + 1))));

    private static IEnumerable<long> Windows(TimeWindows windows, TimeSet times)
    {
        for (var i = 0; i < times.Intervals; i++)
        {
            var (from, to) = windows.Windows(times[i]);
            for (var index = from; index < to; index++)
            {
                yield return index;
            }
        }
    }

    private static int IndexOf(PartitionShape shape, PartitionDimension dimension)
    {
        for (var i = 0; i < shape.Others.Count; i++)
        {
            if (shape.Others[i] == dimension)
            {
                return i;
            }
        }

        throw new InvalidOperationException($"'{dimension.Name}' is not of {shape.Definition}.");
    }

    /// <summary>What exists at a moment: planning asks for the same one many times.</summary>
    private sealed record Moment(PartitionSnapshot Snapshot, PartitionSet Existing);
}
