using System.Diagnostics;
using System.Globalization;

namespace Dataplatform.Sdk;

/// <summary>The key of a monthly partition: the month in which it begins.</summary>
/// <param name="Start">The first day of the month.</param>
/// <example><code>
/// [Asset, MonthlyPartitions("2024-01")]
/// public static Sql&lt;MonthlyRevenue&gt; MonthlyRevenue(Table&lt;Order&gt; orders, Month month) =&gt;
///     $"select sum(amount) as revenue from {orders} where ordered_on &gt;= {month.Start} and ordered_on &lt; {month.End}";
/// </code></example>
[DebuggerDisplay("{ToString(),nq}")]
public readonly record struct Month(DateOnly Start) : IComparable<Month>
{
    /// <summary>A month of a year.</summary>
    /// <param name="year">The year.</param>
    /// <param name="number">The month, from 1 to 12.</param>
    public Month(int year, int number)
        : this(new DateOnly(year, number, 1))
    {
    }

    /// <summary>The first day of the month, whichever of its days was given.</summary>
    public DateOnly Start { get; } = new(Start.Year, Start.Month, 1);

    /// <summary>The first day of the next month.</summary>
    public DateOnly End => Start.AddMonths(1);

    /// <summary>The year.</summary>
    public int Year => Start.Year;

    /// <summary>The month, from 1 to 12.</summary>
    public int Number => Start.Month;

    /// <summary>Reads a month: <c>2024-01</c>.</summary>
    /// <exception cref="FormatException">The text is no month.</exception>
    public static Month Parse(string text) => new(DateText.Parse(text, "yyyy-MM", "2024-01"));

    /// <summary>The month some months later, or earlier.</summary>
    public Month AddMonths(int months) => new(Start.AddMonths(months));

    /// <summary>Whether a date is in it.</summary>
    public bool Contains(DateOnly date) => date >= Start && date < End;

    /// <summary>By date.</summary>
    public int CompareTo(Month other) => Start.CompareTo(other.Start);

    /// <summary>The year and the month: <c>2024-01</c>.</summary>
    public override string ToString() => Start.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>Whether one is before the other.</summary>
    public static bool operator <(Month left, Month right) => left.CompareTo(right) < 0;

    /// <summary>Whether one is after the other.</summary>
    public static bool operator >(Month left, Month right) => left.CompareTo(right) > 0;

    /// <summary>Whether one is before the other, or the same.</summary>
    public static bool operator <=(Month left, Month right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one is after the other, or the same.</summary>
    public static bool operator >=(Month left, Month right) => left.CompareTo(right) >= 0;
}
