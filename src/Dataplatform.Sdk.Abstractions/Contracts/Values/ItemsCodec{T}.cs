namespace Dataplatform.Sdk;

/// <summary>The codec of values that hold any number of items: what lists and dictionaries have in common.</summary>
internal abstract class ItemsCodec<T> : RequiredCodec<T>
{
    /// <summary>The number of items of a value.</summary>
    protected abstract int Count(T value);

    /// <summary>Writes the items of all values, one after the other.</summary>
    /// <param name="values">The values.</param>
    /// <param name="entries">The place of each value's items.</param>
    /// <param name="first">The place of the first item.</param>
    /// <param name="count">The number of all items.</param>
    /// <param name="items">The batch of the items.</param>
    protected abstract void WriteItems(ReadOnlySpan<T> values, ReadOnlySpan<ListEntry> entries, int first, int count, BatchWriter items);

    /// <summary>Reads values whose items lie side by side.</summary>
    /// <param name="items">The batch of the items.</param>
    /// <param name="first">The place of the first item.</param>
    /// <param name="entries">The place of each value's items.</param>
    /// <param name="count">The number of all items.</param>
    /// <param name="values">Filled with the values.</param>
    protected abstract void ReadItems(BatchReader items, int first, int count, ReadOnlySpan<ListEntry> entries, Span<T> values);

    protected sealed override void WritePresent(ReadOnlySpan<T> values, BatchWriter batch, int column, int from)
    {
        var count = 0;
        foreach (var value in values)
        {
            count = checked(count + Count(value));
        }

        var items = batch.Items(column, count, out var first);
        var entries = batch.Values<ListEntry>(column).Slice(from, values.Length);
        long offset = first;
        for (var i = 0; i < values.Length; i++)
        {
            entries[i] = new(offset, Count(values[i]));
            offset += entries[i].Length;
        }

        if (count > 0)
        {
            WriteItems(values, entries, first, count, items);
        }
    }

    // Runs of values whose items lie side by side are read together. Not all of them do: a list may be a part of another
    // one's memory, or the same for every row.
    protected sealed override void ReadPresent(BatchReader batch, int column, int from, Span<T> values)
    {
        var entries = batch.Values<ListEntry>(column).Slice(from, values.Length);
        var items = batch.Items(column);
        for (var start = 0; start < entries.Length;)
        {
            var (first, count) = entries[start];
            var end = start + 1;
            for (; end < entries.Length; end++)
            {
                var next = entries[end];
                if (count == 0)
                {
                    first = next.Offset;
                }
                else if (next.Length > 0 && next.Offset != first + count)
                {
                    break;
                }

                count += next.Length;
            }

            ReadItems(items, checked((int)first), checked((int)count), entries[start..end], values[start..end]);
            start = end;
        }
    }
}
