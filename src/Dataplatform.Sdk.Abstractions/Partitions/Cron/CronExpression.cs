namespace Dataplatform.Sdk.Partitions;

/// <summary>
/// A cron expression of five fields: the local minutes at which something happens, in no zone yet. Two days fields that are both
/// restricted are an either-or, as everywhere.
/// </summary>
internal sealed class CronExpression
{
    private const uint EverySeventhDay = 0x10204081;

    internal CronExpression(string text) => Text = text;

    /// <summary>The expression as it was written.</summary>
    public string Text { get; }

    /// <summary>The minutes of an hour, a bit for each.</summary>
    public ulong Minutes { get; set; }

    /// <summary>The hours of a day, a bit for each.</summary>
    public ulong Hours { get; set; }

    /// <summary>The months, the first in bit 1.</summary>
    public ulong Months { get; set; }

    /// <summary>The days of a month, the first in bit 1.</summary>
    public ulong DaysOfMonth { get; set; }

    /// <summary>Whether the last day of a month is one, whatever its number.</summary>
    public bool LastDay { get; set; }

    /// <summary>The days of a week, Sunday in bit 0.</summary>
    public ulong DaysOfWeek { get; set; }

    /// <summary>The days of a week that count only as the nth of their month; at 0 those that are the last.</summary>
    public ulong[] NthDaysOfWeek { get; } = new ulong[6];

    /// <summary>Whether both fields of days are restricted, so that a day of either is one.</summary>
    public bool EitherDay { get; set; }

    /// <summary>Whether it happens in every hour of its days: then it follows the clock through each hour that is repeated.</summary>
    public bool EveryHour => Hours == (1UL << 24) - 1;

    /// <summary>Whether it happens on every day, so that days need no counting.</summary>
    public bool EveryDay => Months == 0b1_1111_1111_1110 && (EitherDay ? EveryNumber || EveryWeekday : EveryNumber && EveryWeekday);

    /// <summary>The minutes of a day on which it happens, in order.</summary>
    public IReadOnlyList<int> MinutesOfDay =>
        [.. Enumerable.Range(0, 24).Where(hour => (Hours >> hour & 1) == 1).SelectMany(hour => Enumerable.Range(0, 60).Where(minute => (Minutes >> minute & 1) == 1).Select(minute => (hour * 60) + minute))];

    /// <summary>Reads an expression.</summary>
    /// <param name="text">The text: <c>0 6 * * MON-FRI</c>, <c>@daily</c>.</param>
    /// <param name="problem">What is wrong with it, where, and what to write; null if nothing is.</param>
    /// <returns>The expression; null if the text is none.</returns>
    public static CronExpression? Parse(string text, out string? problem) => new CronParser(text).Parse(out problem);

    /// <summary>Reads an expression that is known to be one.</summary>
    public static CronExpression Parse(string text) => Parse(text, out var problem) ?? throw new FormatException(problem);

    /// <summary>The days of a month on which it happens, the first in bit 0.</summary>
    public uint DaysIn(int year, int month)
    {
        if ((Months >> month & 1) == 0)
        {
            return 0;
        }

        var length = DateTime.DaysInMonth(year, month);
        var all = uint.MaxValue >> (32 - length);
        var numbered = ((uint)(DaysOfMonth >> 1) & all) | (LastDay ? 1u << (length - 1) : 0);
        var named = EveryWeekday ? all : WeekdaysIn((int)new DateTime(year, month, 1).DayOfWeek, length) & all;
        return EitherDay ? numbered | named : numbered & named;
    }

    /// <summary>Whether it happens at a local minute, counted as <see cref="LocalMinutes"/> does.</summary>
    public bool Matches(long minute)
    {
        var time = LocalMinutes.Of(minute);
        return (Minutes >> time.Minute & 1) == 1 && (Hours >> time.Hour & 1) == 1 && (DaysIn(time.Year, time.Month) >> (time.Day - 1) & 1) == 1;
    }

    /// <summary>The text.</summary>
    public override string ToString() => Text;

    private bool EveryNumber => DaysOfMonth == 0xFFFFFFFE;

    private bool EveryWeekday => DaysOfWeek == 0b111_1111;

    private uint WeekdaysIn(int firstWeekday, int length)
    {
        var days = 0u;
        for (var weekday = 0; weekday < 7; weekday++)
        {
            var first = (weekday - firstWeekday + 7) % 7;
            days |= (DaysOfWeek >> weekday & 1) == 1 ? EverySeventhDay << first : 0;
            for (var nth = 1; nth <= 5; nth++)
            {
                days |= (NthDaysOfWeek[nth] >> weekday & 1) == 1 && first + (7 * (nth - 1)) < length ? 1u << (first + (7 * (nth - 1))) : 0;
            }

            days |= (NthDaysOfWeek[0] >> weekday & 1) == 1 ? 1u << (first + ((length - 1 - first) / 7 * 7)) : 0;
        }

        return days;
    }
}
