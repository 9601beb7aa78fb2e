using System.Diagnostics;
using System.Globalization;

namespace Dataplatform.Sdk;

/// <summary>The key of a weekly partition: the date of its first day, a Monday unless the asset's definition says otherwise.</summary>
/// <param name="Start">The first day.</param>
/// <example><code>
/// [Asset, WeeklyPartitions("2024-01-01")]
/// public static Sql&lt;WeeklyRevenue&gt; WeeklyRevenue(Table&lt;Order&gt; orders, Week week) =&gt;
///     $"select sum(amount) as revenue from {orders} where ordered_on &gt;= {week.Start} and ordered_on &lt; {week.End}";
/// </code></example>
[DebuggerDisplay("{ToString(),nq}")]
public readonly record struct Week(DateOnly Start) : IComparable<Week>
{
    /// <summary>The week that begins with a date.</summary>
    public Week(int year, int month, int day)
        : this(new DateOnly(year, month, day))
    {
    }

    /// <summary>The first day after it.</summary>
    public DateOnly End => Start.AddDays(7);

    /// <summary>Reads the date of its first day: <c>2024-01-01</c>.</summary>
    /// <exception cref="FormatException">The text is no date.</exception>
    public static Week Parse(string text) => new(DateText.Parse(text, example: "2024-01-01"));

    /// <summary>The week some weeks later, or earlier.</summary>
    public Week AddWeeks(int weeks) => new(Start.AddDays(7 * weeks));

    /// <summary>Whether a date is in it.</summary>
    public bool Contains(DateOnly date) => date >= Start && date < End;

    /// <summary>By date.</summary>
    public int CompareTo(Week other) => Start.CompareTo(other.Start);

    /// <summary>The date of its first day: <c>2024-01-01</c>.</summary>
    public override string ToString() => Start.ToString(DateText.Format, CultureInfo.InvariantCulture);

    /// <summary>Whether one is before the other.</summary>
    public static bool operator <(Week left, Week right) => left.CompareTo(right) < 0;

    /// <summary>Whether one is after the other.</summary>
    public static bool operator >(Week left, Week right) => left.CompareTo(right) > 0;

    /// <summary>Whether one is before the other, or the same.</summary>
    public static bool operator <=(Week left, Week right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one is after the other, or the same.</summary>
    public static bool operator >=(Week left, Week right) => left.CompareTo(right) >= 0;
}
