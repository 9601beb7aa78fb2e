namespace Dataplatform.Sdk;

/// <summary>The codec of dictionaries.</summary>
internal sealed class MapCodec<TMap, TKey, TValue>(ValueCodec<TKey> key, ValueCodec<TValue> value) : ItemsCodec<TMap>
    where TMap : class, IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    private const string KeyStep = "." + NestedNames.Key;
    private const string ValueStep = "." + NestedNames.Value;

    public override ColumnType Type => ColumnType.Map(key.Column(NestedNames.Key, string.Empty), value.Column(NestedNames.Value, string.Empty));

    protected override int Count(TMap value) => value switch
    {
        ICollection<KeyValuePair<TKey, TValue>> collection => collection.Count,
        IReadOnlyCollection<KeyValuePair<TKey, TValue>> collection => collection.Count,
        _ => value.Count(),
    };

    protected override void WriteItems(ReadOnlySpan<TMap> values, ReadOnlySpan<ListEntry> entries, int first, int count, BatchWriter items)
    {
        using var keyScratch = new Scratch<TKey>(count);
        using var valueScratch = new Scratch<TValue>(count);
        var keySpan = keyScratch.Span;
        var valueSpan = valueScratch.Span;
        var next = 0;
        foreach (var map in values)
        {
            foreach (var item in map)
            {
                (keySpan[next], valueSpan[next]) = (item.Key, item.Value);
                next++;
            }
        }

        var step = KeyStep;
        try
        {
            key.Write(keySpan, items, 0, first);
            EnsureDistinct(items, entries);
            step = ValueStep;
            value.Write(valueSpan, items, 1, first);
        }
        catch (Exception e)
        {
            throw NestedFailure.Within(step, e);
        }
    }

    protected override void ReadItems(BatchReader items, int first, int count, ReadOnlySpan<ListEntry> entries, Span<TMap> values)
    {
        using var keyScratch = new Scratch<TKey>(count);
        using var valueScratch = new Scratch<TValue>(count);
        var keySpan = keyScratch.Span;
        var valueSpan = valueScratch.Span;
        var step = KeyStep;
        try
        {
            key.Read(items, 0, first, keySpan);
            step = ValueStep;
            value.Read(items, 1, first, valueSpan);
        }
        catch (Exception e)
        {
            throw NestedFailure.Within(step, e);
        }

        for (var i = 0; i < values.Length; i++)
        {
            var length = (int)entries[i].Length;
            values[i] = (TMap)(object)Make(keySpan[..length], valueSpan[..length]);
            keySpan = keySpan[length..];
            valueSpan = valueSpan[length..];
        }
    }

    private static Dictionary<TKey, TValue> Make(ReadOnlySpan<TKey> keys, ReadOnlySpan<TValue> values)
    {
        var map = new Dictionary<TKey, TValue>(keys.Length);
        for (var i = 0; i < keys.Length; i++)
        {
            if (!map.TryAdd(keys[i], values[i]))
            {
                throw NestedFailure.Within(KeyStep, new DataplatformException($"The key '{keys[i]}' is there twice. Keep one of its values."));
            }
        }

        return map;
    }

    // Times are cut to microseconds, by which two keys may become one.
    private void EnsureDistinct(BatchWriter items, ReadOnlySpan<ListEntry> entries)
    {
        switch (key.Type.Kind)
        {
            case ColumnKind.Time or ColumnKind.Timestamp or ColumnKind.Instant:
                EnsureDistinct(items.Values<long>(0), entries);
                break;
            case ColumnKind.Interval:
                EnsureDistinct(items.Values<IntervalValue>(0), entries);
                break;
        }
    }

    private static void EnsureDistinct<THeld>(ReadOnlySpan<THeld> held, ReadOnlySpan<ListEntry> entries)
    {
        var seen = new HashSet<THeld>();
        foreach (var (offset, length) in entries)
        {
            seen.Clear();
            foreach (var one in held.Slice((int)offset, (int)length))
            {
                if (!seen.Add(one))
                {
                    throw new DataplatformException("Two keys of a dictionary are the same in microseconds, which is how times are kept. Cut the keys to microseconds, and decide which value stays.");
                }
            }
        }
    }
}
