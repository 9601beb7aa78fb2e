using System.ComponentModel;
using System.Globalization;
using System.Numerics;

namespace Dataplatform.Sdk.Configs;

/// <summary>How members of configurations are read from text; called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ConfigTypes
{
    private static readonly Dictionary<Type, ConfigType> Scalars = new()
    {
        [typeof(string)] = new ScalarConfigType("a text", "string", null, static text => text),
        [typeof(bool)] = new ScalarConfigType("true or false", "boolean", null, static text => bool.TryParse(text, out var value) ? value : null),
        [typeof(sbyte)] = Whole<sbyte>(),
        [typeof(byte)] = Whole<byte>(),
        [typeof(short)] = Whole<short>(),
        [typeof(ushort)] = Whole<ushort>(),
        [typeof(int)] = Whole<int>(),
        [typeof(uint)] = Whole<uint>(),
        [typeof(long)] = Whole<long>(),
        [typeof(ulong)] = Whole<ulong>(),
        [typeof(float)] = Number<float>(),
        [typeof(double)] = Number<double>(),
        [typeof(decimal)] = Number<decimal>(),
        [typeof(DateOnly)] = new ScalarConfigType("a date as 2024-01-31", "string", "date",
            static text => DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value) ? value : null),
        [typeof(TimeOnly)] = new ScalarConfigType("a time of day as 13:45", "string", "time",
            static text => TimeOnly.TryParseExact(text.Trim(), ["HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var value) ? value : null),
        [typeof(DateTimeOffset)] = new ScalarConfigType("a time as 2024-01-31T13:45:00Z", "string", "date-time", static text => Instant(text)),
        [typeof(TimeSpan)] = new ScalarConfigType("a duration as 500ms, 30s, 1h30m or 00:05:00", "string", null, static text => Duration(text)),
        [typeof(Guid)] = new ScalarConfigType("a GUID", "string", "uuid", static text => Guid.TryParse(text, out var value) ? value : null),
        [typeof(Uri)] = new ScalarConfigType("an address as https://example.org/", "string", "uri", static text => Uri.TryCreate(text.Trim(), UriKind.Absolute, out var value) ? value : null),
    };

    // Half of what .NET can hold: two such can still be added.
    private const double MostTicks = long.MaxValue / 2.0;

    /// <summary>A text, a truth, a number, a date or time, a duration, a GUID or an address.</summary>
    /// <exception cref="NotSupportedException">The type is none of these.</exception>
    public static ConfigType Of(Type type) => Scalars.TryGetValue(type, out var known) ? known : throw new NotSupportedException($"'{type}' cannot be configured.");

    /// <summary>A name of an enum.</summary>
    public static ConfigType Enum<T>()
        where T : struct, Enum => new EnumConfigType<T>();

    /// <summary>An array.</summary>
    /// <param name="item">How each item is read.</param>
    public static ConfigType List<T>(ConfigType item) => new ListConfigType<T>(item);

    /// <summary>A secret.</summary>
    /// <param name="inner">How its value is read.</param>
    public static ConfigType Secret<T>(ConfigType inner)
        where T : notnull => new SecretConfigType<T>(inner);

    private static ScalarConfigType Whole<T>()
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> => new(
            typeof(T) == typeof(long) || typeof(T) == typeof(ulong) ? "a whole number" : string.Create(CultureInfo.InvariantCulture, $"a whole number from {T.MinValue} to {T.MaxValue}"),
            "integer", null, static text => T.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : null);

    // Without separators of thousands: "1,5" is not fifteen.
    private static ScalarConfigType Number<T>()
        where T : struct, INumber<T> => new(
            "a number as 1234.5", "number", null, static text => T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null);

    // Day and month in their only unambiguous order; without an offset it is UTC, and not what the machine's clock says.
    private static DateTimeOffset? Instant(string text) =>
        text.Trim() is { Length: >= 10 } trimmed && DateOnly.TryParseExact(trimmed.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        && DateTimeOffset.TryParse(trimmed, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value)
            ? value
            : null;

    // A number alone is none: .NET takes it for days, and its author for seconds.
    private static TimeSpan? Duration(string text)
    {
        text = text.Trim();
        if (text.Contains(':', StringComparison.Ordinal))
        {
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var written) ? written : null;
        }

        return DurationText.Ticks(text) is { } ticks and <= MostTicks ? TimeSpan.FromTicks((long)ticks) : null;
    }
}
