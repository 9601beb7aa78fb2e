using System.Collections.Concurrent;
using System.Globalization;
using NodaTime;

namespace Dataplatform.Sdk.Partitions;

/// <summary>
/// The windows of a time dimension, numbered from its first. Everything is arithmetic on the numbers: no window is ever walked over to
/// reach another. Numbers less than 0 and beyond the end are windows that the schedule would have, and that offsets of mappings may reach.
/// Instants are seconds since 1970.
/// </summary>
internal sealed class TimeWindows
{
    private static readonly ConcurrentDictionary<TimeDimension, TimeWindows> Known = new();

    private readonly ZonedTicks _starts;
    private readonly ZonedTicks _ends;
    private readonly long _origin;

    private TimeWindows(TimeDimension dimension)
    {
        var problems = new List<PartitionProblem>();
        var schedule = TimeSchedule.Read(dimension, problems) ?? throw new DataplatformException(problems[0].Message);
        var zone = DateTimeZoneProviders.Tzdb[dimension.TimeZone];
        Dimension = dimension;
        Schedule = schedule;
        _starts = new(zone, schedule.Cron, schedule.Kept, schedule.All);
        _ends = schedule.Kept == schedule.All ? _starts : new(zone, schedule.Cron, schedule.All);
        _origin = _starts.CountBefore(Instant(zone, schedule.Start, late: false));
        Total = schedule.End is { } end ? Math.Max(0, EndedBy(Instant(zone, end, late: true))) : long.MaxValue;
    }

    /// <summary>The dimension.</summary>
    public TimeDimension Dimension { get; }

    /// <summary>What its texts say.</summary>
    public TimeSchedule Schedule { get; }

    /// <summary>How many windows there will ever be; the greatest number if there is no end.</summary>
    public long Total { get; }

    /// <summary>Whether some windows are left out, so that one need not end where the next begins.</summary>
    public bool HasGaps => _starts != _ends;

    /// <summary>The windows of a dimension.</summary>
    /// <exception cref="DataplatformException">The dimension is not sound.</exception>
    public static TimeWindows Of(TimeDimension dimension) => Known.GetOrAdd(dimension, static dimension => new(dimension));

    /// <summary>The window of a number.</summary>
    public Window this[long index]
    {
        get
        {
            var start = _starts.At(_origin + index).Instant;
            var end = HasGaps ? _ends.At(_ends.CountBefore(start) + 1) : _starts.At(_origin + index + 1);
            return new(index, start, end.Instant);
        }
    }

    /// <summary>The first instant of a window.</summary>
    public long StartOf(long index) => _starts.At(_origin + index).Instant;

    /// <summary>The local minute that the expression names for the begin of a window.</summary>
    public long MinuteOf(long index) => _starts.At(_origin + index).Minute;

    /// <summary>How many windows begin before an instant: the number of the first that begins at it or later.</summary>
    public long StartedBefore(long instant) => _starts.CountBefore(instant) - _origin;

    /// <summary>How many windows have ended by an instant: the number of the first that ends later.</summary>
    public long EndedBy(long instant)
    {
        var ticks = _ends.CountBefore(instant + 1);
        return ticks == 0 ? -_origin : (HasGaps ? _starts.CountBefore(_ends.At(ticks - 1).Instant) : ticks - 1) - _origin;
    }

    /// <summary>How many windows exist at a moment: those that have ended, and as many more as the dimension says.</summary>
    public long ExistingAt(long now) => Math.Min(Math.Max(0, EndedBy(now) + Dimension.EndOffset), Total);

    /// <summary>Windows that follow one another, as times.</summary>
    /// <param name="from">The number of the first.</param>
    /// <param name="to">The number behind the last.</param>
    public TimeSet Times(long from, long to) => from < to ? TimeSet.Of(StartOf(from), StartOf(to)) : TimeSet.Empty;

    /// <summary>The numbers of the windows in an interval of a set, the last exclusive.</summary>
    public (long From, long To) Windows((long Start, long End) interval)
    {
        var from = Math.Max(0, StartedBefore(interval.Start));
        return (from, Math.Max(from, Math.Min(Total, StartedBefore(interval.End))));
    }

    /// <summary>How many windows are in a set.</summary>
    public long CountOf(TimeSet times)
    {
        var count = 0L;
        for (var i = 0; i < times.Intervals; i++)
        {
            var (from, to) = Windows(times[i]);
            count += to - from;
        }

        return count;
    }

    /// <summary>The windows that have a moment in common with some times.</summary>
    public TimeSet Overlapping(TimeSet times)
    {
        var found = new TimeSetBuilder();
        for (var i = 0; i < times.Intervals; i++)
        {
            var (start, end) = times[i];
            var from = start == long.MinValue ? 0 : Math.Max(0, StartedBefore(start + 1) - 1);
            var to = end == long.MaxValue ? long.MaxValue : Math.Min(Total, StartedBefore(end));
            from += from < to && start != long.MinValue && this[from].End <= start ? 1 : 0;
            if (from < to)
            {
                found.Add(StartOf(from), to == long.MaxValue ? long.MaxValue : StartOf(to));
            }
        }

        return found.ToSet();
    }

    /// <summary>The same set, without what is no whole window of the dimension: for sets that were written when it was another.</summary>
    public TimeSet Whole(TimeSet times)
    {
        var whole = new TimeSetBuilder();
        for (var i = 0; i < times.Intervals; i++)
        {
            var (start, end) = times[i];
            var (from, to) = (Math.Max(0, StartedBefore(start)), Math.Min(Total, StartedBefore(end + 1) - 1));
            if (from < to)
            {
                whole.Add(StartOf(from), StartOf(to));
            }
        }

        return whole.ToSet();
    }

    /// <summary>The stretches of time that windows cover from begin to end, without those of windows that are left out between them.</summary>
    /// <param name="from">The number of the first window.</param>
    /// <param name="to">The number behind the last.</param>
    public IEnumerable<(long Start, long End)> Covered(long from, long to)
    {
        while (from < to)
        {
            var run = HasGaps ? EndOfRun(from, to) : to;
            yield return (StartOf(from), HasGaps ? this[run - 1].End : StartOf(run));
            from = run;
        }
    }

    /// <summary>The window that an instant is in; null if it is before the first, behind the last or in a window that is left out.</summary>
    public Window? Containing(long instant)
    {
        var index = StartedBefore(instant + 1) - 1;
        return index >= 0 && index < Total && this[index] is var window && instant < window.End ? window : null;
    }

    /// <summary>The key of a window.</summary>
    public string KeyOf(long index)
    {
        var tick = _starts.At(_origin + index);
        return Schedule.Format.Format(tick.Minute) + Suffix(tick);
    }

    /// <summary>The number of the window that has a key; null if no window of the dimension has it.</summary>
    public long? IndexOf(string key)
    {
        if (!Schedule.Format.TryRead(key, out var minute))
        {
            return null;
        }

        foreach (var found in _starts.Find(minute))
        {
            var index = found - _origin;
            if (index >= 0 && index < Total && key.AsSpan(Schedule.Format.Width).SequenceEqual(Suffix(_starts.At(found))))
            {
                return index;
            }
        }

        return null;
    }

    /// <summary>The number of the window that has a key.</summary>
    /// <exception cref="DataplatformException">No window has it; the message names the nearest keys.</exception>
    public long Find(string key) => IndexOf(key) ?? throw new DataplatformException(KeyProblems.Explain(this, key));

    /// <summary>The numbers of the windows that begin at a local minute, also outside of the dimension's start and end.</summary>
    public IReadOnlyList<long> BeginningAt(long minute) => [.. _starts.Find(minute).Select(found => found - _origin)];

    /// <summary>The number of the first window that begins at a local time or later.</summary>
    public long FirstFrom(long minute) => StartedBefore(Instant(Zone, minute, late: false));

    /// <summary>An instant as the zone's clock shows it.</summary>
    public DateTimeOffset Zoned(long instant)
    {
        // A DateTimeOffset has whole minutes; local mean times of long ago have not.
        var offset = TimeSpan.FromMinutes(_starts.OffsetAt(instant) / 60);
        return DateTimeOffset.FromUnixTimeSeconds(instant).ToOffset(offset);
    }

    // How far windows follow one another without a gap: as long as one window more is one tick more. Steps double, then halve.
    private long EndOfRun(long from, long to)
    {
        var first = _ends.CountBefore(StartOf(from));
        bool Joins(long index) => _ends.CountBefore(StartOf(index)) - first == index - from;
        var (low, step) = (from, 1L);
        while (low + step < to && Joins(low + step))
        {
            low += step;
            step *= 2;
        }

        for (; step > 0; step /= 2)
        {
            low += low + step < to && Joins(low + step) ? step : 0;
        }

        return low + 1;
    }

    private DateTimeZone Zone => DateTimeZoneProviders.Tzdb[Dimension.TimeZone];

    // What the clock does not show is taken as the end of its gap.
    private static long Instant(DateTimeZone zone, long minute, bool late)
    {
        var mapping = zone.MapLocal(LocalDateTime.FromDateTime(LocalMinutes.Of(minute)));
        return (mapping.Count == 0 ? mapping.LateInterval.Start : (late ? mapping.Last() : mapping.First()).ToInstant()).ToUnixTimeSeconds();
    }

    // What tells a time that the clock shows twice from the other.
    private string Suffix(Tick tick) => _starts.IsRepeated(tick) ? OffsetText(tick.Offset) : string.Empty;

    private static string OffsetText(int seconds)
    {
        var offset = TimeSpan.FromSeconds(Math.Abs(seconds));
        return (seconds < 0 ? "-" : "+") + offset.ToString(offset.Seconds == 0 ? @"hh\:mm" : @"hh\:mm\:ss", CultureInfo.InvariantCulture);
    }
}
