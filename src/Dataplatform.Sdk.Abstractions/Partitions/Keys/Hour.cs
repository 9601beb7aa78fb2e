using System.Diagnostics;
using System.Globalization;

namespace Dataplatform.Sdk;

/// <summary>
/// The key of an hourly partition: the moment at which its hour begins, with the offset that the asset's time zone has then. So the hour that
/// the clock shows twice in autumn is two keys.
/// </summary>
/// <param name="Start">The begin of the hour.</param>
/// <example><code>
/// [Asset, HourlyPartitions("2024-01-01", TimeZone = "Europe/Vienna")]
/// public static Sql&lt;Load&gt; Load(Table&lt;Reading&gt; readings, Hour hour) =&gt;
///     $"select avg(watts) as watts from {readings} where read_at &gt;= {hour.Start} and read_at &lt; {hour.End}";
/// </code></example>
[DebuggerDisplay("{ToString(),nq}")]
public readonly record struct Hour(DateTimeOffset Start) : IComparable<Hour>
{
    private const string Format = "yyyy-MM-dd'T'HH:mmzzz";

    /// <summary>The first moment after it.</summary>
    public DateTimeOffset End => Start.AddHours(1);

    /// <summary>Reads the begin of an hour: <c>2024-10-27T02:00+01:00</c>.</summary>
    /// <exception cref="FormatException">The text is no time with an offset.</exception>
    public static Hour Parse(string text) =>
        DateTimeOffset.TryParseExact(text, [Format, "yyyy-MM-dd'T'HH:mm'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start)
            ? new(start)
            : throw new FormatException($"'{text}' is not the begin of an hour. Write it as '2024-10-27T02:00+01:00'.");

    /// <summary>By the moment.</summary>
    public int CompareTo(Hour other) => Start.CompareTo(other.Start);

    /// <summary>The begin with its offset: <c>2024-10-27T02:00+01:00</c>.</summary>
    public override string ToString() => Start.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>Whether one is before the other.</summary>
    public static bool operator <(Hour left, Hour right) => left.CompareTo(right) < 0;

    /// <summary>Whether one is after the other.</summary>
    public static bool operator >(Hour left, Hour right) => left.CompareTo(right) > 0;

    /// <summary>Whether one is before the other, or the same.</summary>
    public static bool operator <=(Hour left, Hour right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one is after the other, or the same.</summary>
    public static bool operator >=(Hour left, Hour right) => left.CompareTo(right) >= 0;
}
