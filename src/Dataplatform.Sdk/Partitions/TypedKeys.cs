using System.Globalization;

namespace Dataplatform.Sdk.Partitions;

/// <summary>Turns the keys of partitions into the typed keys that methods take, and back.</summary>
internal static class TypedKeys
{
    /// <summary>The key of a partition in one dimension.</summary>
    /// <typeparam name="T">The type of the key: <see cref="Day"/>, an enum, …</typeparam>
    /// <param name="definition">The definition.</param>
    /// <param name="key">The partition.</param>
    /// <param name="dimension">The dimension's ordinal.</param>
    /// <exception cref="DataplatformException">The definition has no such key.</exception>
    public static T Get<T>(PartitionsDefinition definition, PartitionKey key, int dimension)
        where T : struct
    {
        var keys = key.Keys(definition.Dimensions.Count);
        if (keys.Count != definition.Dimensions.Count)
        {
            PartitionKeys.Locate(PartitionShape.Of(definition), key);
        }

        return (T)FromText(definition.Dimensions[dimension], keys[dimension], typeof(T));
    }

    /// <summary>Partitions that follow one another, as a range of typed keys.</summary>
    /// <typeparam name="T">The type of the keys.</typeparam>
    /// <param name="definition">The definition.</param>
    /// <param name="keys">The partitions, in the order of time.</param>
    /// <param name="dimension">The dimension's ordinal.</param>
    public static PartitionRange<T> GetRange<T>(PartitionsDefinition definition, IReadOnlyList<PartitionKey> keys, int dimension)
        where T : struct => new(Get<T>(definition, keys[0], dimension), Get<T>(definition, keys[^1], dimension));

    /// <summary>The typed key of a text.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="text">The key of one partition in it.</param>
    /// <param name="type">The type of the key.</param>
    public static object FromText(PartitionDimension dimension, string text, Type type)
    {
        if (dimension is TimeDimension time)
        {
            var windows = TimeWindows.Of(time);
            return FromWindow(windows, windows.Find(text), type);
        }

        if (type == typeof(DynamicKey))
        {
            return new DynamicKey(text);
        }

        // What is no member has been removed from the enum since the key was written.
        return type.IsEnum && Enum.TryParse(type, text, out var member) && Enum.IsDefined(type, member)
            ? member
            : throw new DataplatformException($"'{text}' of '{dimension.Name}' is no {type.Name}.{(type.IsEnum ? $"{NearestName.Suggestion(text, Enum.GetNames(type))} Members: {string.Join(", ", Enum.GetNames(type))}." : string.Empty)}");
    }

    /// <summary>The text of a typed key; null if the dimension has no such key, as a day before its first.</summary>
    public static string? ToText(PartitionDimension dimension, object key)
    {
        if (dimension is not TimeDimension time)
        {
            return key.ToString();
        }

        var windows = TimeWindows.Of(time);
        return IndexOf(windows, key) is { } index && index >= 0 && index < windows.Total ? windows.KeyOf(index) : null;
    }

    /// <summary>The typed key of a window.</summary>
    public static object FromWindow(TimeWindows windows, long index, Type type)
    {
        if (type == typeof(TimeWindow))
        {
            var window = windows[index];
            return new TimeWindow(windows.Zoned(window.Start), windows.Zoned(window.End));
        }

        if (type == typeof(Hour))
        {
            return new Hour(windows.Zoned(windows.StartOf(index)));
        }

        var date = DateOnly.FromDateTime(LocalMinutes.Of(windows.MinuteOf(index)));
        return type == typeof(Day) ? new Day(date)
            : type == typeof(Week) ? new Week(date)
            : type == typeof(Month) ? new Month(date)
            : throw new DataplatformException($"'{windows.Dimension.Name}' is divided by time, and its keys are no {type.Name}. Take {KeyTypes.Short(KeyTypes.Of(windows.Dimension))} or TimeWindow.");
    }

    /// <summary>The number of the window of a typed key; null if no window begins then.</summary>
    public static long? IndexOf(TimeWindows windows, object key) => key switch
    {
        TimeWindow window => Beginning(windows, window.Start) is { } index && windows[index].End == window.End.ToUnixTimeSeconds() ? index : null,
        Hour hour => Beginning(windows, hour.Start),
        Day day => First(windows, day.Date, day.Date.AddDays(1)),
        Week week => First(windows, week.Start, week.Start.AddDays(1)),
        Month month => First(windows, month.Start, month.End),
        _ => throw new DataplatformException(string.Create(CultureInfo.InvariantCulture, $"'{key}' is no key of '{windows.Dimension.Name}', which is divided by time.")),
    };

    private static long? Beginning(TimeWindows windows, DateTimeOffset start)
    {
        var index = windows.StartedBefore(start.ToUnixTimeSeconds());
        return windows.StartOf(index) == start.ToUnixTimeSeconds() ? index : null;
    }

    // The window whose tick is within some days; there is one at most, or the type would not fit the dimension.
    private static long? First(TimeWindows windows, DateOnly from, DateOnly to)
    {
        var ticks = windows.Schedule.Kept;
        var next = ticks.CountBefore(LocalMinutes.Of(from.ToDateTime(default)));
        return next < ticks.Count && ticks.At(next) < LocalMinutes.Of(to.ToDateTime(default)) && windows.BeginningAt(ticks.At(next)) is [var index, ..] ? index : null;
    }
}
