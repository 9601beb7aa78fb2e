namespace Dataplatform.Sdk.Partitions;

/// <summary>Walks over the keys of a set in the order of time: the windows of all combinations are merged, and none is held before it is taken.</summary>
internal static class PartitionWalk
{
    /// <summary>The keys, made as they are taken.</summary>
    public static IEnumerable<PartitionKey> Keys(PartitionSet set, bool newestFirst)
    {
        if (set.Shape.Windows is not { } windows)
        {
            foreach (var (combination, _) in set.Times)
            {
                yield return set.Shape.Key(combination, string.Empty);
            }

            yield break;
        }

        var next = new PriorityQueue<Place, (long Order, int Combination)>();
        for (var i = 0; i < set.Times.Count; i++)
        {
            Enqueue(next, windows, new(set.Times[i].Value, newestFirst), i);
        }

        var (text, index) = (string.Empty, long.MinValue);
        while (next.TryDequeue(out var place, out var order))
        {
            text = place.Index == index ? text : windows.KeyOf(place.Index);
            index = place.Index;
            yield return set.Shape.Key(set.Times[order.Combination].Key, text);
            Enqueue(next, windows, place, order.Combination);
        }
    }

    private static void Enqueue(PriorityQueue<Place, (long Order, int Combination)> queue, TimeWindows windows, Place place, int combination)
    {
        if (place.Advance(windows))
        {
            queue.Enqueue(place, (place.NewestFirst ? -place.Index : place.Index, combination));
        }
    }

    /// <summary>How far the windows of one combination are walked over.</summary>
    private sealed class Place(TimeSet times, bool newestFirst)
    {
        private int _interval = newestFirst ? times.Intervals : -1;
        private (long From, long To) _windows;

        public bool NewestFirst => newestFirst;

        public long Index { get; private set; }

        public bool Advance(TimeWindows windows)
        {
            var step = newestFirst ? -1 : 1;
            Index += step;
            while (Index < _windows.From || Index >= _windows.To)
            {
                _interval += step;
                if (_interval < 0 || _interval >= times.Intervals)
                {
                    return false;
                }

                _windows = windows.Windows(times[_interval]);
                Index = newestFirst ? _windows.To - 1 : _windows.From;
            }

            return true;
        }
    }
}
