using System.Diagnostics;
using System.Globalization;

namespace Dataplatform.Sdk;

/// <summary>
/// The key of a daily partition: a date, and nothing else. When that day begins and ends, its asset's definition says, with its time zone;
/// take a <see cref="TimeWindow"/> to know it.
/// </summary>
/// <param name="Date">The date.</param>
/// <example><code>
/// [Asset, DailyPartitions("2024-01-01")]
/// public static Sql&lt;DailyRevenue&gt; DailyRevenue(Table&lt;Order&gt; orders, Day day) =&gt;
///     $"select ordered_on, sum(amount) as revenue from {orders} where ordered_on = {day.Date} group by all";
/// </code></example>
[DebuggerDisplay("{ToString(),nq}")]
public readonly record struct Day(DateOnly Date) : IComparable<Day>
{
    /// <summary>The key of a date.</summary>
    public Day(int year, int month, int day)
        : this(new DateOnly(year, month, day))
    {
    }

    /// <summary>Reads a date: <c>2024-01-05</c>.</summary>
    /// <exception cref="FormatException">The text is no date.</exception>
    public static Day Parse(string text) => new(DateText.Parse(text));

    /// <summary>The day some days later, or earlier.</summary>
    public Day AddDays(int days) => new(Date.AddDays(days));

    /// <summary>By date.</summary>
    public int CompareTo(Day other) => Date.CompareTo(other.Date);

    /// <summary>The date: <c>2024-01-05</c>.</summary>
    public override string ToString() => Date.ToString(DateText.Format, CultureInfo.InvariantCulture);

    /// <summary>Whether one is before the other.</summary>
    public static bool operator <(Day left, Day right) => left.CompareTo(right) < 0;

    /// <summary>Whether one is after the other.</summary>
    public static bool operator >(Day left, Day right) => left.CompareTo(right) > 0;

    /// <summary>Whether one is before the other, or the same.</summary>
    public static bool operator <=(Day left, Day right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one is after the other, or the same.</summary>
    public static bool operator >=(Day left, Day right) => left.CompareTo(right) >= 0;
}
