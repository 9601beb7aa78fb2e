using NodaTime;

namespace Dataplatform.Sdk.Partitions;

/// <summary>
/// The ticks of a cron expression as instants of a zone, numbered from the beginning of the calendar. An expression that names hours
/// comes once a day for each: at the end of a gap of the clock, and at the second of two equal times. One of every hour follows the clock.
/// </summary>
internal sealed class ZonedTicks
{
    private const int FirstReach = 2060;

    private readonly DateTimeZone _zone;
    private readonly CronExpression _cron;
    private readonly LocalTicks _ticks;
    private readonly LocalTicks _all;
    private volatile ZoneTable _table;

    /// <summary>The ticks of a zone.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="cron">The expression.</param>
    /// <param name="ticks">Its local ticks, or those of them that are kept.</param>
    /// <param name="all">All its local ticks; null if all are kept.</param>
    public ZonedTicks(DateTimeZone zone, CronExpression cron, LocalTicks ticks, LocalTicks? all = null)
    {
        _zone = zone;
        _cron = cron;
        _ticks = ticks;
        _all = all ?? ticks;
        _table = Table(FirstReach);
    }

    /// <summary>The ticks of an expression in a zone.</summary>
    public static ZonedTicks Of(CronExpression cron, DateTimeZone zone) => new(zone, cron, new LocalTicks(cron));

    /// <summary>How many ticks are before an instant.</summary>
    public long CountBefore(long instant)
    {
        var table = Reach(instant);
        var segment = table.Segments[table.At(instant)];

        // What a gap has moved to the first instant of a segment is not before it.
        var local = instant == segment.Start ? segment.From : Math.Min(Math.Max(Local(instant, segment.Offset), segment.From), segment.To);
        return segment.TicksBefore + Math.Max(0, _ticks.CountBefore(ZoneTable.Ceiling(local)) - segment.FirstTick);
    }

    /// <summary>The tick of a number.</summary>
    public Tick At(long index)
    {
        var table = _table;
        while (index >= table.Ticks && !table.IsComplete)
        {
            table = Grow(table);
        }

        if (index < 0 || index >= table.Ticks)
        {
            throw new DataplatformException($"The ticks of '{_cron}' leave the calendar of the years 1 to 9999. Ask for fewer of them.");
        }

        var segment = table.Segments[table.OfTick(index)];
        var minute = _ticks.At(index - segment.TicksBefore + segment.FirstTick);
        return new(Math.Max(segment.Start, (minute * 60) - ZoneTable.LocalEpoch - segment.Offset), minute, segment.Offset);
    }

    /// <summary>The numbers of the ticks at a local minute: none, one, or two where the clock shows it twice and both count.</summary>
    public IReadOnlyList<long> Find(long minute)
    {
        if (!_ticks.IsTick(minute))
        {
            return [];
        }

        var found = new List<long>();
        var guess = (minute * 60) - ZoneTable.LocalEpoch;
        var table = Reach(guess + (2 * 86_400));
        for (var i = table.At(guess - (2 * 86_400)); i < table.Segments.Length && table.Segments[i].Start <= guess + (2 * 86_400); i++)
        {
            if (table.Segments[i].Has(minute))
            {
                found.Add(table.Segments[i].TicksBefore + _ticks.CountBefore(minute) - table.Segments[i].FirstTick);
            }
        }

        return found;
    }

    /// <summary>Whether the local minute of a tick has another tick.</summary>
    public bool IsRepeated(Tick tick)
    {
        if (!_cron.EveryHour)
        {
            return false;
        }

        var table = Reach(tick.Instant + (2 * 86_400));
        var (segments, at) = (table.Segments, table.At(tick.Instant));
        return (at > 0 && segments[at - 1].Has(tick.Minute)) || (at + 1 < segments.Length && segments[at + 1].Has(tick.Minute));
    }

    /// <summary>The zone's offset at an instant, in seconds.</summary>
    public int OffsetAt(long instant)
    {
        var table = Reach(instant);
        return table.Segments[table.At(instant)].Offset;
    }

    private static long Local(long instant, int offset) => instant + offset + ZoneTable.LocalEpoch;

    private ZoneTable Reach(long instant)
    {
        var table = _table;
        while (instant >= table.Horizon && !table.IsComplete)
        {
            table = Grow(table);
        }

        return table;
    }

    // Tables are values: who holds an older one goes on with it.
    private ZoneTable Grow(ZoneTable table)
    {
        var year = DateTimeOffset.FromUnixTimeSeconds(table.Horizon).Year;
        return _table = Table(FirstReach + (2 * Math.Max(100, year - FirstReach)));
    }

    private ZoneTable Table(int year) => ZoneTable.Of(_zone, year, _ticks, _all, _cron.EveryHour);
}
