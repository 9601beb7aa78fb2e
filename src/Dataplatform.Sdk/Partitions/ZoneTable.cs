using NodaTime;
using NodaTime.TimeZones;

namespace Dataplatform.Sdk.Partitions;

/// <summary>The segments of a zone from the beginning of the calendar to a horizon, with the ticks in each counted.</summary>
internal sealed class ZoneTable
{
    /// <summary>Local seconds begin with year 1, instants with 1970.</summary>
    public const long LocalEpoch = 62_135_596_800;

    private const long LocalLimit = LocalMinutes.Limit * 60;

    private ZoneTable(ZoneSegment[] segments, long ticks, long horizon)
    {
        Segments = segments;
        Ticks = ticks;
        Horizon = horizon;
    }

    /// <summary>The segments, in order.</summary>
    public ZoneSegment[] Segments { get; }

    /// <summary>The ticks of all segments.</summary>
    public long Ticks { get; }

    /// <summary>The first instant that is not covered; the greatest number if all are.</summary>
    public long Horizon { get; }

    /// <summary>Whether the table reaches to the end of the calendar.</summary>
    public bool IsComplete => Horizon == long.MaxValue;

    /// <summary>Makes the table.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="year">The year to reach at the least.</param>
    /// <param name="ticks">The local ticks to count.</param>
    /// <param name="all">The local ticks that draw the windows: of several that a gap moves to one instant only the last is one.</param>
    /// <param name="everyHour">Whether ticks follow the clock through an hour that is repeated, and skip one that is missing.</param>
    public static ZoneTable Of(DateTimeZone zone, int year, LocalTicks ticks, LocalTicks all, bool everyHour)
    {
        var reach = year >= 9999 ? Instant.MaxValue : Instant.FromUtc(year, 1, 1, 0, 0);
        var intervals = zone.GetZoneIntervals(new Interval(Instant.MinValue, reach), ZoneEqualityComparer.Options.OnlyMatchWallOffset).ToList();
        var horizon = intervals[^1].HasEnd ? intervals[^1].Start.ToUnixTimeSeconds() : long.MaxValue;
        var segments = new List<ZoneSegment>();
        var (from, count) = (0L, 0L);
        for (var i = 0; i < intervals.Count - (horizon == long.MaxValue ? 0 : 1); i++)
        {
            var (begin, end) = Local(intervals[i]);
            var to = end;
            if (everyHour)
            {
                from = begin;
            }
            else
            {
                to = Math.Max(from, i + 1 < intervals.Count ? FirstComeOfNext(end, Local(intervals[i + 1]).Begin) : end);
                from = Math.Max(from, LastTick(all, begin));
            }

            var first = ticks.CountBefore(Ceiling(from));
            var start = intervals[i].HasStart ? intervals[i].Start.ToUnixTimeSeconds() : long.MinValue;
            segments.Add(new(start, intervals[i].WallOffset.Seconds, from, to, first, count));
            count += Math.Max(0, ticks.CountBefore(Ceiling(to)) - first);
            from = to;
        }

        return new([.. segments], count, horizon);
    }

    /// <summary>The first minute at or after a local second.</summary>
    public static long Ceiling(long seconds) => (seconds + 59) / 60;

    /// <summary>The segment of an instant, by its place.</summary>
    public int At(long instant)
    {
        var (low, high) = (0, Segments.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) >> 1;
            (low, high) = Segments[middle].Start <= instant ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    /// <summary>The segment of a tick, by its place.</summary>
    public int OfTick(long index)
    {
        var (low, high) = (0, Segments.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) >> 1;
            (low, high) = Segments[middle].TicksBefore <= index ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    // Where the local times of the next segment begin. What a gap leaves out comes at its end, so it is the next one's; what the clock
    // shows twice is the next one's too. Only a clock that goes back to midnight has begun the day before: its first midnight counts.
    private static long FirstComeOfNext(long end, long next) => Math.Min(end, next) + (next < end && next % (LocalMinutes.MinutesPerDay * 60) == 0 ? 60 : 0);

    // The last tick that the clock has already passed, or just shows, when the segment begins.
    private static long LastTick(LocalTicks all, long begin) => all.CountBefore((begin / 60) + 1) is > 0 and var count ? all.At(count - 1) * 60 : 0;

    private static (long Begin, long End) Local(ZoneInterval interval) =>
        (interval.HasStart ? Math.Max(0, interval.Start.ToUnixTimeSeconds() + interval.WallOffset.Seconds + LocalEpoch) : 0,
         interval.HasEnd ? Math.Min(LocalLimit, interval.End.ToUnixTimeSeconds() + interval.WallOffset.Seconds + LocalEpoch) : LocalLimit);
}
