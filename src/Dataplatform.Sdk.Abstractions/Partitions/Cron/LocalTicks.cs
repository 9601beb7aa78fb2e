namespace Dataplatform.Sdk.Partitions;

/// <summary>
/// The ticks of a cron expression as local minutes, numbered from the first of year 1: which number has a minute, and which minute has a
/// number, without walking from one to the next. The calendar repeats after 400 years, so a table of their months is enough.
/// </summary>
internal sealed class LocalTicks
{
    private const int MonthsPerCycle = 4800;
    private const long DaysPerCycle = 146097;

    private readonly CronExpression _cron;
    private readonly CronExpression[] _except;
    private readonly DayTimes _times;
    private readonly Dictionary<int, DayTimes> _reduced = [];
    private readonly bool _isEveryDay;
    private readonly long[] _omitted = [];
    private readonly long[] _omittedAt = [];
    private long[]? _months;

    /// <summary>The ticks of an expression.</summary>
    /// <param name="cron">The expression.</param>
    /// <param name="except">Expressions whose ticks are left out.</param>
    /// <param name="omitted">Single minutes that are left out.</param>
    public LocalTicks(CronExpression cron, IEnumerable<CronExpression>? except = null, IEnumerable<long>? omitted = null)
    {
        _cron = cron;
        _except = except is null ? [] : [.. except];
        _times = new(cron.MinutesOfDay);
        _isEveryDay = _except.Length == 0 && cron.EveryDay;
        if (omitted is not null)
        {
            // Found before they are left out, so by the numbers that include them.
            long[] found = [.. omitted.Where(IsTick).Distinct().OrderBy(minute => minute)];
            _omittedAt = [.. found.Select((minute, i) => CountBefore(minute) - i)];
            _omitted = found;
        }
    }

    /// <summary>How many there are until the end of the calendar.</summary>
    public long Count => CountBefore(LocalMinutes.Limit);

    /// <summary>Whether a minute is a tick.</summary>
    public bool IsTick(long minute) =>
        _cron.Matches(minute) && !Array.Exists(_except, cron => cron.Matches(minute)) && Array.BinarySearch(_omitted, minute) < 0;

    /// <summary>How many ticks are before a minute.</summary>
    public long CountBefore(long minute)
    {
        minute = Math.Max(0, Math.Min(minute, LocalMinutes.Limit));
        var day = minute / LocalMinutes.MinutesPerDay;
        var within = (int)(minute - (day * LocalMinutes.MinutesPerDay));
        return CountBefore(day, within) - (_omitted.Length == 0 ? 0 : LowerBound(_omitted, minute));
    }

    /// <summary>The tick of a number; beyond the calendar there is none.</summary>
    public long At(long index)
    {
        var all = index + (_omitted.Length == 0 ? 0 : LowerBound(_omittedAt, index + 1));
        if (index < 0 || all >= CountBefore(LocalMinutes.Limit / LocalMinutes.MinutesPerDay, 0))
        {
            throw new ArgumentOutOfRangeException(nameof(index), index, $"The ticks of '{_cron}' leave the calendar, which ends with the year 9999.");
        }

        if (_isEveryDay)
        {
            var day = all / _times.Minutes.Length;
            return (day * LocalMinutes.MinutesPerDay) + _times.Minutes[(int)(all - (day * _times.Minutes.Length))];
        }

        var before = BeforeMonths;
        var cycle = all / before[MonthsPerCycle];
        var rest = all - (cycle * before[MonthsPerCycle]);
        var month = (int)LowerBound(before, rest + 1) - 1;
        return (cycle * DaysPerCycle * LocalMinutes.MinutesPerDay) + InMonth((month / 12) + 1, (month % 12) + 1, rest - before[month]);
    }

    // Counted when it is first asked for, since the compiler hardly ever asks.
    private long[] BeforeMonths => _months ??= CountMonths();

    private long CountBefore(long day, int within)
    {
        if (_isEveryDay)
        {
            return (day * _times.Minutes.Length) + _times.CountBefore(within);
        }

        var cycle = day / DaysPerCycle;
        var date = new DateTime((day - (cycle * DaysPerCycle)) * TimeSpan.TicksPerDay);
        var days = _cron.DaysIn(date.Year, date.Month);
        var before = BeforeMonths;
        var count = (cycle * before[MonthsPerCycle]) + before[((date.Year - 1) * 12) + date.Month - 1];
        count += CountDays(date.Year, date.Month, days & ((1u << (date.Day - 1)) - 1));
        return count + ((days >> (date.Day - 1) & 1) == 0 ? 0 : TimesOf(date.Year, date.Month, date.Day - 1).CountBefore(within));
    }

    private long CountDays(int year, int month, uint days)
    {
        var count = 0L;
        while (days != 0)
        {
            // Days that the same expressions reduce have the same ticks, so they are counted together.
            var (by, alike) = Reduced(year, month, days);
            count += (long)Bits(alike) * TimesBy(by).Minutes.Length;
            days &= ~alike;
        }

        return count;
    }

    // Which expressions reduce the first of some days of a month, and which of the days they reduce as well.
    private (int By, uint Alike) Reduced(int year, int month, uint days)
    {
        var (by, alike) = (0, days);
        for (var i = 0; i < _except.Length; i++)
        {
            var reduced = _except[i].DaysIn(year, month);
            var first = (reduced & days & (0 - days)) != 0;
            by |= first ? 1 << i : 0;
            alike &= first ? reduced : ~reduced;
        }

        return (by, alike);
    }

    // The minute, within the cycle, of a tick of a month.
    private long InMonth(int year, int month, long index)
    {
        var days = _cron.DaysIn(year, month);
        for (var day = 0; ; day++)
        {
            if ((days >> day & 1) == 1)
            {
                var times = TimesOf(year, month, day).Minutes;
                if (index < times.Length)
                {
                    return LocalMinutes.Of(new DateTime(year, month, day + 1)) + times[(int)index];
                }

                index -= times.Length;
            }
        }
    }

    private DayTimes TimesOf(int year, int month, int day) => TimesBy(Reduced(year, month, 1u << day).By);

    private DayTimes TimesBy(int by)
    {
        if (by == 0)
        {
            return _times;
        }

        lock (_reduced)
        {
            if (!_reduced.TryGetValue(by, out var times))
            {
                var gone = new HashSet<int>(_except.Where((_, i) => (by >> i & 1) == 1).SelectMany(cron => cron.MinutesOfDay));
                _reduced[by] = times = new(_times.Minutes.Where(minute => !gone.Contains(minute)));
            }

            return times;
        }
    }

    private long[] CountMonths()
    {
        var before = new long[MonthsPerCycle + 1];
        for (var month = 0; month < MonthsPerCycle; month++)
        {
            var (year, number) = ((month / 12) + 1, (month % 12) + 1);
            before[month + 1] = before[month] + CountDays(year, number, _cron.DaysIn(year, number));
        }

        return before;
    }

    private static long LowerBound(long[] sorted, long value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            (low, high) = sorted[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static int Bits(uint days)
    {
        var count = 0;
        for (; days != 0; days &= days - 1)
        {
            count++;
        }

        return count;
    }
}
