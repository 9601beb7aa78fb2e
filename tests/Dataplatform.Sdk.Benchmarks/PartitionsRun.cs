using System.Diagnostics;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Benchmarks;

/// <summary>What a million hourly partitions cost by their gaps: counting, finding what is missing, mapping to days and back. Target: 50 ms each.</summary>
internal static class PartitionsRun
{
    private const int Windows = 1_000_000;

    public static void Measure()
    {
        foreach (var zone in new[] { "UTC", "Europe/Vienna" })
        {
            var hours = PartitionShape.Of(new(new TimeDimension("hour", TimeCadence.Hourly, "0 * * * *", "1920-01-01") { TimeZone = zone }));
            var days = PartitionShape.Of(new(new TimeDimension("day", TimeCadence.Daily, "0 0 * * *", "1920-01-01") { TimeZone = zone }));
            var now = PartitionSnapshot.At(DateTimeOffset.FromUnixTimeSeconds(hours.Windows!.StartOf(Windows)));
            foreach (var gaps in new[] { 1, 1_000, 100_000 })
            {
                Measure(zone, hours, days, now, gaps);
            }

            OneByOne(hours, days, now);
        }
    }

    // What planning pays for each partition that it looks at by itself.
    private static void OneByOne(PartitionShape hours, PartitionShape days, PartitionSnapshot now)
    {
        var mapper = new PartitionMapper(days.Definition, hours.Definition, PartitionMapping.Default);
        var self = new PartitionMapper(days.Definition, days.Definition, new PartitionMapping.Overlap(-1, -1));
        var keys = PartitionSet.Existing(days, now).Keys().Take(10_000).ToList();
        var sets = keys.ConvertAll(key => PartitionSet.Of(days, [key]));
        Time("keys of 10,000 days", () => PartitionSet.Existing(days, now).Keys().Take(10_000).Count(), keys.Count);
        Time("sets of 10,000 keys, each alone", () => keys.Sum(key => PartitionSet.Of(days, [key]).Times.Count), keys.Count);
        Time("their hours, each alone", () => sets.Sum(set => mapper.Upstream(set, now).Existing.Times.Count), keys.Count);
        Time("the days before, each alone", () => sets.Sum(set => self.Upstream(set, now).Existing.Times.Count), keys.Count - 1);
        Time("who needs them, each alone", () => sets.Sum(set => self.Readers(set, now).Times.Count), null);
    }

    private static void Measure(string zone, PartitionShape hours, PartitionShape days, PartitionSnapshot now, int gaps)
    {
        var windows = hours.Windows!;
        var gone = Enumerable.Range(0, gaps).Select(i => ((long)i * Windows / gaps) + (Windows / gaps / 2));
        var existing = PartitionSet.Existing(hours, now);
        var made = existing.Except(PartitionSet.OfTimes(hours, [KeyValuePair.Create(string.Empty, TimeSet.Of(gone.Select(index => (windows.StartOf(index), windows.StartOf(index + 1)))))]));
        var mapper = new PartitionMapper(days.Definition, hours.Definition, PartitionMapping.Default);
        var allDays = PartitionSet.Existing(days, now);
        var missing = existing.Except(made);
        var text = PartitionSetText.Write(made);

        Console.WriteLine(FormattableString.Invariant($"{zone}, {made.Count:N0} of {existing.Count:N0} hours made, {missing.Times[0].Value.Intervals:N0} gaps, {text.Length:N0} characters as text:"));
        Time("count", () => made.Count, Windows - gaps);
        Time("missing, counted", () => PartitionSet.Existing(hours, now).Except(made).Count, gaps);
        Time("days that need what is missing", () => mapper.Readers(missing, now).Count, null);
        Time("days that need what is made", () => mapper.Readers(made, now).Count, allDays.Count);
        Time("hours that all days need", () => mapper.Upstream(allDays, now).Existing.Count, null);
        Time("hours needed and not made", () => mapper.Upstream(allDays, now).Existing.Except(made).Count, null);
        Time("written as text and read", () => PartitionSetText.Read(hours, PartitionSetText.Write(made)).Count, Windows - gaps);
    }

    private static void Time(string name, Func<long> work, long? expected)
    {
        var times = new List<double>();
        var result = 0L;
        for (var round = 0; round < 11; round++)
        {
            var watch = Stopwatch.StartNew();
            result = work();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        if (expected is not null && result != expected)
        {
            throw new InvalidOperationException($"{name}: {result} instead of {expected}.");
        }

        Console.WriteLine(FormattableString.Invariant($"  {name,-32} {times[0],8:0.00} ms at first, then {times.Skip(1).Order().ElementAt(5),8:0.00} ms (median of 10); {result:N0}"));
    }
}
