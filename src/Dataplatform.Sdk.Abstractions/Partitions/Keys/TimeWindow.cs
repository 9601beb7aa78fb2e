using System.Diagnostics;
using System.Globalization;

namespace Dataplatform.Sdk;

/// <summary>
/// The window of a partition in time, of whatever cadence: from its first moment to the first behind it, with the offsets that the asset's
/// time zone has then. A day is 23 or 25 hours long when the clock changes.
/// </summary>
/// <param name="Start">The first moment.</param>
/// <param name="End">The first moment behind it.</param>
/// <example><code>
/// [Asset, TimePartitions("0 6,14,22 * * *", "2024-01-01", TimeZone = "Europe/Vienna")]
/// public static Sql&lt;Output&gt; ShiftOutput(Table&lt;Piece&gt; pieces, TimeWindow shift) =&gt;
///     $"select count(*) as pieces from {pieces} where made_at &gt;= {shift.Start} and made_at &lt; {shift.End}";
/// </code></example>
[DebuggerDisplay("{ToString(),nq}")]
public readonly record struct TimeWindow(DateTimeOffset Start, DateTimeOffset End) : IComparable<TimeWindow>
{
    /// <summary>How long it is.</summary>
    public TimeSpan Duration => End - Start;

    /// <summary>Whether a moment is in it.</summary>
    public bool Contains(DateTimeOffset moment) => moment >= Start && moment < End;

    /// <summary>Whether it has a moment in common with another.</summary>
    public bool Overlaps(TimeWindow other) => Start < other.End && other.Start < End;

    /// <summary>By the begin, then by the end.</summary>
    public int CompareTo(TimeWindow other) => Start.CompareTo(other.Start) is var order and not 0 ? order : End.CompareTo(other.End);

    /// <summary>Begin and end: <c>2024-01-05T06:00+01:00/2024-01-05T14:00+01:00</c>.</summary>
    public override string ToString() => $"{Text(Start)}/{Text(End)}";

    /// <summary>Whether one is before the other.</summary>
    public static bool operator <(TimeWindow left, TimeWindow right) => left.CompareTo(right) < 0;

    /// <summary>Whether one is after the other.</summary>
    public static bool operator >(TimeWindow left, TimeWindow right) => left.CompareTo(right) > 0;

    /// <summary>Whether one is before the other, or the same.</summary>
    public static bool operator <=(TimeWindow left, TimeWindow right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one is after the other, or the same.</summary>
    public static bool operator >=(TimeWindow left, TimeWindow right) => left.CompareTo(right) >= 0;

    private static string Text(DateTimeOffset moment) => moment.ToString("yyyy-MM-dd'T'HH:mmzzz", CultureInfo.InvariantCulture);
}
