using System.Globalization;

namespace Dataplatform.Sdk.Partitions;

// Linked into the analyzer assembly as well: netstandard2.0 and nothing but the base library here.

/// <summary>What the texts of a time dimension say, read once: the ticks, the first and the last of them, and how keys are written.
/// Everything but the zone's clock changes, which only the runtime knows.</summary>
internal sealed class TimeSchedule
{
    private const int MostExclusions = 30;

    private TimeSchedule(CronExpression cron, KeyFormat format, long start, long? end, LocalTicks all, LocalTicks kept)
    {
        Cron = cron;
        Format = format;
        Start = start;
        End = end;
        All = all;
        Kept = kept;
    }

    /// <summary>The expression at whose ticks windows begin.</summary>
    public CronExpression Cron { get; }

    /// <summary>How keys are written.</summary>
    public KeyFormat Format { get; }

    /// <summary>The local minute before which no window begins.</summary>
    public long Start { get; }

    /// <summary>The local minute after which no window ends; null if there is none.</summary>
    public long? End { get; }

    /// <summary>All ticks: a window ends at one, whether or not the next window is left out.</summary>
    public LocalTicks All { get; }

    /// <summary>The ticks at which windows begin that are not left out.</summary>
    public LocalTicks Kept { get; }

    /// <summary>Whether windows begin more often than once a day.</summary>
    public bool IsFinerThanDays => Cron.MinutesOfDay.Count > 1;

    /// <summary>Reads the texts of a dimension.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <returns>The schedule; null if something is wrong.</returns>
    public static TimeSchedule? Read(TimeDimension dimension, ICollection<PartitionProblem> problems)
    {
        var before = problems.Count;
        void Report(string property, string message) => problems.Add(new(dimension.Name, property, message));

        var (start, end) = Bounds(dimension, Report);
        if (!TimeZoneIds.Contains(dimension.TimeZone))
        {
            Report(nameof(dimension.TimeZone), $"There is no time zone '{dimension.TimeZone}'.{TimeZoneIds.Suggestion(dimension.TimeZone)} Write a name of the tz database, such as 'Europe/Vienna'.");
        }

        var cron = CronExpression.Parse(dimension.Cron, out var cronProblem);
        if (cron is null)
        {
            Report(nameof(dimension.Cron), cronProblem!);
            return null;
        }

        var format = KeyFormat.Parse(dimension.Format, cron, out var formatProblem);
        if (format is null)
        {
            Report(nameof(dimension.Format), $"The format of '{dimension.Name}' is no format of keys: {formatProblem}");
            return null;
        }

        var all = new LocalTicks(cron);
        var kept = Exclude(dimension, cron, format, all, Report);
        if (problems.Count == before && end is { } last)
        {
            var first = kept.CountBefore(start);
            var next = first == kept.Count ? all.Count : all.CountBefore(kept.At(first)) + 1;
            if (next == all.Count || all.At(next) > last)
            {
                Report(nameof(dimension.End), $"'{dimension.Name}' has no window: none begins and ends between {dimension.Start} and {dimension.End}. Write a later end.");
            }
        }

        return problems.Count == before ? new(cron, format, start, end, all, kept) : null;
    }

    private static (long Start, long? End) Bounds(TimeDimension dimension, Action<string, string> report)
    {
        if (!LocalMinutes.TryParse(dimension.Start, out var start))
        {
            report(nameof(dimension.Start), $"The start '{dimension.Start}' of '{dimension.Name}' is no local time. Write it as '2024-01-01' or '2024-01-01T06:00'.");
        }

        if (dimension.End is null)
        {
            return (start, null);
        }

        if (!LocalMinutes.TryParse(dimension.End, out var end))
        {
            report(nameof(dimension.End), $"The end '{dimension.End}' of '{dimension.Name}' is no local time. Write it as '2024-12-31' or '2024-12-31T18:00'.");
        }
        else if (end <= start)
        {
            report(nameof(dimension.End), $"The end {dimension.End} of '{dimension.Name}' is not after its start {dimension.Start}. Write a later end, or leave it out.");
        }

        return (start, end);
    }

    private static LocalTicks Exclude(TimeDimension dimension, CronExpression cron, KeyFormat format, LocalTicks all, Action<string, string> report)
    {
        var except = new List<CronExpression>();
        var omitted = new List<long>();
        foreach (var item in dimension.Exclusions.Split([';'], StringSplitOptions.RemoveEmptyEntries).Select(item => item.Trim()).Where(item => item.Length > 0))
        {
            var problem = ReadExclusion(item, format, except, omitted) ?? (omitted.Count > 0 && !all.IsTick(omitted[omitted.Count - 1])
                ? $"no window begins at {LocalMinutes.Format(omitted[omitted.Count - 1])}. {Near(all, omitted[omitted.Count - 1])}"
                : null);
            if (problem is not null)
            {
                report(nameof(dimension.Exclusions), $"The exclusion '{item}' of '{dimension.Name}' leaves nothing out: {problem}");
                return all;
            }
        }

        if (except.Count > MostExclusions)
        {
            report(nameof(dimension.Exclusions), $"'{dimension.Name}' has {except.Count.ToString(CultureInfo.InvariantCulture)} cron expressions as exclusions, and there may be {MostExclusions.ToString(CultureInfo.InvariantCulture)}. Join some of them with lists.");
            return all;
        }

        return except.Count + omitted.Count == 0 ? all : Reduce(dimension, cron, all, except, omitted, report);
    }

    private static LocalTicks Reduce(TimeDimension dimension, CronExpression cron, LocalTicks all, List<CronExpression> except, List<long> omitted, Action<string, string> report)
    {
        var idle = except.Find(expression => new LocalTicks(cron, [expression]).Count == all.Count);
        if (idle is not null)
        {
            report(nameof(dimension.Exclusions), $"The exclusion '{idle}' of '{dimension.Name}' leaves nothing out: no tick of '{cron}' is one of its ticks. Write one that matches.");
            return all;
        }

        var kept = new LocalTicks(cron, except, omitted);
        if (kept.Count > 0)
        {
            return kept;
        }

        report(nameof(dimension.Exclusions), $"The exclusions of '{dimension.Name}' leave no window. Leave some of them out.");
        return all;
    }

    // A key, a local time, or a cron expression.
    private static string? ReadExclusion(string item, KeyFormat format, List<CronExpression> except, List<long> omitted)
    {
        if ((item.Length == format.Width && format.TryRead(item, out var minute)) || LocalMinutes.TryParse(item, out minute))
        {
            omitted.Add(minute);
            return null;
        }

        if (item.IndexOf(' ') < 0 && item[0] != '@')
        {
            return "it is no local time. Write it as '2024-12-25' or '2024-12-25T06:00', or a cron expression.";
        }

        if (CronExpression.Parse(item, out var problem) is not { } cron)
        {
            return problem;
        }

        except.Add(cron);
        return null;
    }

    private static string Near(LocalTicks all, long minute)
    {
        var next = all.CountBefore(minute);
        var before = next > 0 ? $"{LocalMinutes.Format(all.At(next - 1))} or " : string.Empty;
        return $"Write {before}{(next < all.Count ? LocalMinutes.Format(all.At(next)) : "an earlier time")}.";
    }
}
