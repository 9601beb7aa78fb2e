using System.Diagnostics.CodeAnalysis;

namespace Dataplatform.Sdk.Partitions;

/// <summary>
/// Reads partitions as people type them: a whole key (<c>2024-01-05</c>, <c>2024-01-05|Eu</c>), keys of dimensions by name
/// (<c>day=2024-01-05,region=eu</c>), or some of them (<c>region=eu</c>), which means all partitions that have these.
/// </summary>
internal static class PartitionText
{
    /// <summary>One partition.</summary>
    /// <exception cref="DataplatformException">The text is no key, leaves a dimension open, or the partition does not exist.</exception>
    public static PartitionKey Key(PartitionShape shape, string text, PartitionSnapshot snapshot)
    {
        var values = Read(shape, text);
        var open = shape.Definition.Dimensions.Where((_, i) => values[i] is null).Select(dimension => $"'{dimension.Name}'").ToList();
        if (open.Count > 0)
        {
            throw new DataplatformException($"'{text}' leaves {string.Join(" and ", open)} open. Write a key for each dimension, such as {Examples(shape)}.");
        }

        return Select(shape, values, snapshot).Keys().Single();
    }

    /// <summary>The partitions that a text means.</summary>
    /// <exception cref="DataplatformException">The text names no dimension or key that there is.</exception>
    public static PartitionSet Select(PartitionShape shape, string text, PartitionSnapshot snapshot) => Select(shape, Read(shape, text), snapshot);

    /// <summary>A key as a text that is read back as the same key.</summary>
    public static string Show(PartitionShape shape, PartitionKey key)
    {
        // Only a key that looks like the name of a dimension and a value must be written with its name.
        var keys = key.Keys(shape.Definition.Dimensions.Count);
        return Named(shape, key.Text) is null
            ? key.Text
            : string.Join(',', shape.Definition.Dimensions.Select((dimension, i) => $"{dimension.Name}={keys[i].Replace("%", "%25", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal)}"));
    }

    /// <summary>How keys of a definition may be written, for messages: <c>'2024-01-01|Eu' or 'day=2024-01-01,region=Eu'</c>.</summary>
    public static string Examples(PartitionShape shape)
    {
        var key = PartitionKeys.Example(shape);
        var keys = key.Keys(shape.Definition.Dimensions.Count);
        var named = string.Join(',', shape.Definition.Dimensions.Select((dimension, i) => $"{dimension.Name}={keys[i]}"));
        return $"'{key}' or '{named}'";
    }

    /// <summary>The number of the window that a text means; null if the dimension has none of that key.</summary>
    internal static long? WindowOf(TimeWindows windows, string text)
    {
        if (windows.IndexOf(text) is { } index)
        {
            return index;
        }

        // Another spelling of the same time counts, if it says as much as a key does: a day is no hour.
        return LocalMinutes.TryParse(text, out var begin, out var end) && (end - begin == 1 || !windows.Schedule.IsFinerThanDays)
            && windows.BeginningAt(begin) is [var only] && only >= 0 && only < windows.Total && end - begin <= LocalMinutes.MinutesPerDay
            ? only
            : null;
    }

    private static PartitionSet Select(PartitionShape shape, string?[] values, PartitionSnapshot snapshot)
    {
        var dimensions = shape.Definition.Dimensions;
        var times = TimeSet.Always;
        var keys = new List<IReadOnlyList<string>>();
        for (var i = 0; i < values.Length; i++)
        {
            if (dimensions[i] is TimeDimension)
            {
                times = Times(shape.Windows!, values[i], snapshot);
            }
            else
            {
                keys.Add(values[i] is { } value ? [Member(dimensions[i], value, snapshot)] : PartitionShape.KeysOf(dimensions[i], snapshot));
            }
        }

        return PartitionSet.Product(shape, keys, times);
    }

    private static TimeSet Times(TimeWindows windows, string? text, PartitionSnapshot snapshot)
    {
        var count = windows.ExistingAt(snapshot.Now.ToUnixTimeSeconds());
        if (text is null)
        {
            return windows.Times(0, count);
        }

        var index = WindowOf(windows, text) ?? throw new DataplatformException(Period(windows, text) ?? KeyProblems.Explain(windows, text));
        return index < count ? windows.Times(index, index + 1) : throw new DataplatformException(NotYet(windows, index, count));
    }

    /// <summary>Why a window cannot be made yet.</summary>
    internal static string NotYet(TimeWindows windows, long index, long count) =>
        $"'{windows.KeyOf(index)}' of '{windows.Dimension.Name}' does not exist yet: its window ends at {windows.Zoned(windows[index].End):yyyy-MM-dd HH:mm zzz}. "
        + (count == 0 ? "No partition exists so far." : $"The last that exists is '{windows.KeyOf(count - 1)}'.");

    private static string? Period(TimeWindows windows, string text) => LocalMinutes.TryParse(text, out var begin, out var end) && end - begin > 1 && windows.FirstFrom(end) - windows.FirstFrom(begin) > 1
        ? $"'{text}' is no key of '{windows.Dimension.Name}', but {windows.FirstFrom(end) - windows.FirstFrom(begin)} of its windows. Name one, such as '{windows.KeyOf(Math.Max(0, windows.FirstFrom(begin)))}', or a range from '{text}' to '{text}'."
        : null;

    private static string Member(PartitionDimension dimension, string text, PartitionSnapshot snapshot)
    {
        var keys = PartitionShape.KeysOf(dimension, snapshot);
        if (keys.Contains(text))
        {
            return text;
        }

        if (dimension is EnumDimension members)
        {
            return keys.FirstOrDefault(key => string.Equals(key, text, StringComparison.OrdinalIgnoreCase))
                ?? throw new DataplatformException(PartitionKeys.NoMember(members, text));
        }

        var set = ((DynamicDimension)dimension).Set;
        throw new DataplatformException(keys.Count == 0
            ? $"There is no key '{text}' of '{dimension.Name}', since the set '{set}' is empty. Add keys to it."
            : $"There is no key '{text}' in the set '{set}'.{NearestName.Suggestion(text, keys)} Add it, or name one that is there, such as '{keys[0]}'.");
    }

    // The text of each dimension, in their order; null for those that are left open.
    private static string?[] Read(PartitionShape shape, string text)
    {
        var dimensions = shape.Definition.Dimensions;
        if (dimensions.Count == 0)
        {
            throw new DataplatformException($"'{text}' names a partition, and the asset is not divided into any. Leave it out.");
        }

        if (Named(shape, text) is { } named)
        {
            return named;
        }

        if (dimensions.Count == 1)
        {
            return [text];
        }

        var keys = new PartitionKey(text).Keys(dimensions.Count);
        if (keys.Count == dimensions.Count)
        {
            return [.. keys];
        }

        if (text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && KeyGrammar.IsName(text[..equals]))
        {
            var names = dimensions.Select(dimension => dimension.Name);
            throw new DataplatformException($"There is no dimension '{text[..equals]}'.{NearestName.Suggestion(text[..equals], names)} Dimensions: {string.Join(", ", names)}.");
        }

        return OfOne(shape, text) ?? throw new DataplatformException($"'{text}' is no key of {shape.Definition}. Write a key for each dimension, such as {Examples(shape)}, or name those that you mean.");
    }

    // A single key that only one dimension can have.
    private static string?[]? OfOne(PartitionShape shape, string text)
    {
        var fits = shape.Definition.Dimensions.Select(dimension => dimension switch
        {
            TimeDimension => WindowOf(shape.Windows!, text) is not null,
            EnumDimension members => members.Keys.Contains(text, StringComparer.OrdinalIgnoreCase),
            _ => false,
        }).ToList();
        return fits.Count(fit => fit) == 1 ? [.. fits.Select(fit => fit ? text : null)] : null;
    }

    private static string?[]? Named(PartitionShape shape, string text)
    {
        if (!TryName(shape, text, 0, out var dimension))
        {
            return null;
        }

        var values = new string?[shape.Definition.Dimensions.Count];
        var begin = 0;
        while (true)
        {
            // A comma separates only where the name of a dimension follows.
            var next = -1;
            PartitionDimension? following = null;
            for (var at = begin; next < 0 && (at = text.IndexOf(',', at)) >= 0; at++)
            {
                next = TryName(shape, text, at + 1, out following) ? at : -1;
            }

            var value = text[(begin + dimension.Name.Length + 1)..(next < 0 ? text.Length : next)];
            var place = shape.Definition.Dimensions.Index().First(item => item.Item == dimension).Index;
            if (values[place] is not null)
            {
                throw new DataplatformException($"'{text}' names '{dimension.Name}' twice. Name each dimension once, such as {Examples(shape)}.");
            }

            values[place] = value.Replace("%2C", ",", StringComparison.Ordinal).Replace("%7C", "|", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);
            if (next < 0)
            {
                return values;
            }

            (begin, dimension) = (next + 1, following!);
        }
    }

    private static bool TryName(PartitionShape shape, string text, int at, [NotNullWhen(true)] out PartitionDimension? dimension)
    {
        dimension = shape.Definition.Dimensions.FirstOrDefault(candidate => string.CompareOrdinal(text, at, candidate.Name, 0, candidate.Name.Length) == 0
            && at + candidate.Name.Length < text.Length && text[at + candidate.Name.Length] == '=');
        return dimension is not null;
    }
}
