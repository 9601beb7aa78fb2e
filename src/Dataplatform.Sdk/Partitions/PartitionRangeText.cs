namespace Dataplatform.Sdk.Partitions;

/// <summary>
/// Reads ranges of partitions as people type them, from one key to another, both included. A bound may also be a day, a month or a year
/// where windows are finer: then all windows that begin in it are in the range.
/// </summary>
internal static class PartitionRangeText
{
    /// <summary>The existing partitions of a range, of all keys of the other dimensions.</summary>
    /// <param name="shape">The definition.</param>
    /// <param name="from">The first; null for the first there is.</param>
    /// <param name="to">The last; null for the last there is.</param>
    /// <param name="snapshot">What exists.</param>
    /// <exception cref="DataplatformException">A bound is no key, does not exist yet, or the range is empty.</exception>
    public static PartitionSet Read(PartitionShape shape, string? from, string? to, PartitionSnapshot snapshot)
    {
        if (shape.Windows is not { } windows)
        {
            throw new DataplatformException(shape.Definition.Dimensions.Count == 0
                ? "A range of partitions needs an asset that is divided by time, and this one is not divided at all. Leave the range out."
                : $"A range of partitions needs an asset that is divided by time, and this one is divided by {shape.Definition}. Name keys, such as {PartitionText.Examples(shape)}.");
        }

        var count = windows.ExistingAt(snapshot.Now.ToUnixTimeSeconds());
        var first = from is null ? 0 : Bound(windows, from, count, isFrom: true);
        var last = to is null ? count - 1 : Bound(windows, to, count, isFrom: false);
        if (from is not null && to is not null && first > last)
        {
            throw new DataplatformException($"The range from '{from}' to '{to}' of '{windows.Dimension.Name}' has no window. {(last >= 0 && last < count && first < count ? $"Did you mean from '{windows.KeyOf(last)}' to '{windows.KeyOf(first)}'?" : $"Write it as from '{windows.KeyOf(0)}' to a later key.")}");
        }

        return PartitionSet.Existing(shape, snapshot).Intersect(PartitionSet.Product(shape, [.. shape.Others.Select(dimension => PartitionShape.KeysOf(dimension, snapshot))], windows.Times(first, last + 1)));
    }

    private static long Bound(TimeWindows windows, string text, long count, bool isFrom)
    {
        if (PartitionText.WindowOf(windows, text) is { } index)
        {
            return index < count ? index : throw new DataplatformException(PartitionText.NotYet(windows, index, count));
        }

        // A stretch of time that holds several windows is meant as a whole; what of it does not exist is not asked for.
        if (LocalMinutes.TryParse(text, out var begin, out var end) && end - begin > 1 && windows.FirstFrom(end) - windows.FirstFrom(begin) > 1)
        {
            return isFrom ? Math.Max(0, windows.FirstFrom(begin)) : Math.Min(count, windows.FirstFrom(end)) - 1;
        }

        throw new DataplatformException(KeyProblems.Explain(windows, text));
    }
}
