using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Tests.Fakes;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.TimeZones;

namespace Dataplatform.Sdk.Tests.Partitions;

public sealed class TimeWindowsTests
{
    private static readonly string[] Crons = ["0 * * * *", "*/30 * * * *", "0 0 * * *", "30 2 * * *", "0 2,14 * * *", "15 23 * * *", "0 0 * * MON", "0 0 1 * *", "0 0,1,2,3 * * *", "0,30 2,3 * * *", "30 0-3 L * *"];

    private static readonly string[] Zones = ["UTC", "Europe/Vienna", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "America/Havana", "America/St_Johns", "America/Nuuk", "Pacific/Apia", "Asia/Kolkata", "Africa/Monrovia", "Europe/Dublin"];

    [Fact]
    public void Both_occurrences_of_a_repeated_hour_are_keys_and_nothing_between()
    {
        var windows = TimeWindows.Of(Daily("0 * * * *") with { Cadence = TimeCadence.Hourly, TimeZone = "Europe/Vienna", Start = "2024-10-27" });

        windows.KeyOf(2).ShouldBe("2024-10-27-02:00+02:00");
        windows.KeyOf(3).ShouldBe("2024-10-27-02:00+01:00");
        windows.KeyOf(4).ShouldBe("2024-10-27-03:00");
        windows.Find("2024-10-27-02:00+02:00").ShouldBe(2);
        windows.Find("2024-10-27-02:00+01:00").ShouldBe(3);
        windows[3].Start.ShouldBe(windows[2].Start + 3600);
    }

    [Theory]
    [InlineData("0 0 * * *", "UTC", "2024-6-5", "'2024-6-5' is no key of 'day'. Did you mean '2024-06-05'?")]
    [InlineData("0 0 * * *", "UTC", "20240605", "'20240605' is no key of 'day'. Did you mean '2024-06-05'?")]
    [InlineData("0 0 * * *", "UTC", "2024-06-05T00:00:00", "'2024-06-05T00:00:00' is no key of 'day'. Did you mean '2024-06-05'?")]
    [InlineData("0 0 * * *", "UTC", "nope", "'nope' is no key of 'day'. Its keys are written 'yyyy-MM-dd', such as '2024-01-01'.")]
    [InlineData("0 0 * * *", "UTC", "2024-06-31", "'2024-06-31' is no key of 'day'. Its keys are written 'yyyy-MM-dd', such as '2024-01-01'.")]
    [InlineData("0 0 * * *", "UTC", "2023-12-31", "'2023-12-31' is no key of 'day', which begins with '2024-01-01'.")]
    [InlineData("0 0 * * *", "UTC", "2025-01-01", "'2025-01-01' is no key of 'day', which ends with '2024-12-31'.")]
    [InlineData("0 0 * * MON", "UTC", "2024-05-08", "'2024-05-08' is no key of 'day': no window of '0 0 * * MON' begins then. The nearest are '2024-05-06' and '2024-05-13'.")]
    [InlineData("0 * * * *", "Europe/Vienna", "2024-10-27-02:00", "'2024-10-27-02:00' is no key of 'day', since the clock in Europe/Vienna shows this time twice. Write '2024-10-27-02:00+02:00' or '2024-10-27-02:00+01:00'.")]
    [InlineData("0 * * * *", "Europe/Vienna", "2024-03-31-02:00", "'2024-03-31-02:00' is no key of 'day': no window of '0 * * * *' in Europe/Vienna begins then. The nearest are '2024-03-31-01:00' and '2024-03-31-03:00'.")]
    [InlineData("0 * * * *", "Europe/Vienna", "2024-03-30-02:00+01:00", "'2024-03-30-02:00+01:00' is no key of 'day'. Did you mean '2024-03-30-02:00'?")]
    public void A_text_that_is_no_key_is_refused_with_the_nearest_keys(string cron, string zone, string text, string message)
    {
        var windows = TimeWindows.Of(Daily(cron) with { TimeZone = zone, Start = "2024-01-01", End = "2025-01-01" });

        Should.Throw<DataplatformException>(() => windows.Find(text)).Message.ShouldBe(message);
    }

    [Fact]
    public void Excluded_windows_leave_gaps_and_count_for_nothing()
    {
        var windows = TimeWindows.Of(Daily("0 0 * * *") with { Start = "2024-06-03", Exclusions = "0 0 * * SAT-SUN; 2024-06-06" });
        string[] keys = ["2024-06-03", "2024-06-04", "2024-06-05", "2024-06-07", "2024-06-10"];

        Enumerable.Range(0, 5).Select(index => windows.KeyOf(index)).ShouldBe(keys);
        windows[2].End.ShouldBe(Seconds("2024-06-06T00:00"));
        windows.Containing(Seconds("2024-06-06T12:00")).ShouldBeNull();
        windows.Containing(Seconds("2024-06-07T12:00"))!.Value.Index.ShouldBe(3);
        windows.ExistingAt(Seconds("2024-06-07T00:00")).ShouldBe(3);
        windows.ExistingAt(Seconds("2024-06-08T00:00")).ShouldBe(4);
        windows.ExistingAt(Seconds("2024-06-09T00:00")).ShouldBe(4);
        windows.IndexOf("2024-06-08").ShouldBeNull();
        Should.Throw<DataplatformException>(() => windows.Find("2024-06-06")).Message.ShouldEndWith("The nearest are '2024-06-05' and '2024-06-07'.");
    }

    [Fact]
    public void Windows_beyond_the_first_and_the_last_are_there_for_offsets()
    {
        var windows = TimeWindows.Of(Daily("0 0 * * *") with { Start = "2024-06-03", End = "2024-06-05" });

        windows.Total.ShouldBe(2);
        windows.KeyOf(-2).ShouldBe("2024-06-01");
        windows.KeyOf(5).ShouldBe("2024-06-08");
        windows.ExistingAt(Seconds("2030-01-01T00:00")).ShouldBe(2);
        windows.IndexOf("2024-06-01").ShouldBeNull();
    }

    [Fact]
    public void The_calendar_ends_with_a_message() =>
        Should.Throw<DataplatformException>(() => TimeWindows.Of(Daily("0 0 * * *"))[4_000_000]).Message.ShouldContain("years 1 to 9999");

    // What the clock does at a change is what people get wrong; so each change of each zone since 1970 is looked at.
    [Fact]
    public void A_day_is_what_the_clock_of_its_zone_calls_so_at_every_change_of_every_zone()
    {
        foreach (var id in TzdbDateTimeZoneSource.Default.CanonicalIdMap.Values.Distinct())
        {
            var zone = DateTimeZoneProviders.Tzdb[id];
            var windows = TimeWindows.Of(Daily("0 0 * * *") with { Start = "1969-01-01", TimeZone = id });
            foreach (var change in zone.GetZoneIntervals(Instant.FromUtc(1970, 1, 1, 0, 0), Instant.FromUtc(2030, 1, 1, 0, 0)).Skip(1).Select(interval => interval.Start.ToUnixTimeSeconds()))
            {
                for (var instant = change - 7200; instant <= change + 7200; instant += 900)
                {
                    var window = windows.Containing(instant) ?? throw new ShouldAssertException($"{id} at {instant}");
                    var local = Instant.FromUnixTimeSeconds(instant).InZone(zone);
                    var key = windows.KeyOf(window.Index);
                    windows.Find(key).ShouldBe(window.Index);

                    // A clock that goes back beyond midnight shows the evening before once more; that stays with the day that has begun to end.
                    var goesBackOverMidnight = zone.GetZoneInterval(Instant.FromUnixTimeSeconds(change)) is { } after
                        && after.IsoLocalStart.Date != zone.GetZoneInterval(Instant.FromUnixTimeSeconds(change - 1)).IsoLocalEnd.PlusNanoseconds(-1).Date
                        && after.WallOffset < zone.GetZoneInterval(Instant.FromUnixTimeSeconds(change - 1)).WallOffset;
                    if (!goesBackOverMidnight)
                    {
                        key.ShouldBe(local.ToString("uuuu-MM-dd", null), $"{id} at {local}");
                    }
                }
            }
        }
    }

    [Fact]
    public void Numbers_keys_and_instants_lead_to_one_another()
    {
        var samples =
            from cron in Gen.Elements(Crons)
            from zone in Gen.Elements(Zones)
            from exclusions in Gen.Elements("", "0 * 25 12 *", "* 2 * * *", "30 2 * * *")
            from year in Gen.Choose(1900, 2100)
            from day in Gen.Choose(0, 364)
            from index in Gen.Choose(-50, 20_000)
            select (cron, zone, exclusions, start: new DateTime(year, 1, 1).AddDays(day).ToString("yyyy-MM-dd"), index);
        Laws.Hold(samples, sample =>
        {
            var dimension = Daily(sample.cron) with { TimeZone = sample.zone, Start = sample.start, Exclusions = sample.exclusions };
            var windows = TimeSchedule.Read(dimension, []) is null ? TimeWindows.Of(dimension with { Exclusions = string.Empty }) : TimeWindows.Of(dimension);
            var window = windows[sample.index];

            window.End.ShouldBeGreaterThan(window.Start);
            windows[sample.index + 1].Start.ShouldBeGreaterThanOrEqualTo(window.End);
            windows.StartedBefore(window.Start).ShouldBe(sample.index);
            windows.StartedBefore(window.Start + 1).ShouldBe(sample.index + 1);
            windows.EndedBy(window.End).ShouldBe(sample.index + 1);
            windows.EndedBy(window.End - 1).ShouldBe(sample.index);
            if (sample.index >= 0)
            {
                windows.Find(windows.KeyOf(sample.index)).ShouldBe(sample.index);
                windows.Containing(window.End - 1)!.Value.ShouldBe(window);
            }
        });
    }

    [Fact]
    public void Of_several_ticks_in_a_gap_of_the_clock_the_last_has_a_window()
    {
        var windows = TimeWindows.Of(Daily("0,30 2,3 * * *") with { Start = "2024-03-30T03:30", TimeZone = "Europe/Vienna" });

        Enumerable.Range(0, 4).Select(index => windows.KeyOf(index)).ShouldBe(["2024-03-30-03:30", "2024-03-31-03:00", "2024-03-31-03:30", "2024-04-01-02:00"]);
        windows.IndexOf("2024-03-31-02:30").ShouldBeNull("its window is empty");
        windows.EndedBy(Seconds("2024-03-31T01:00")).ShouldBe(1);
        windows.StartedBefore(Seconds("2024-03-31T01:00")).ShouldBe(1);
    }

    // The windows around each change of the clock, for every expression: numbers, instants and keys stay one to one.
    [Fact]
    public void Around_a_change_of_the_clock_windows_follow_one_another()
    {
        foreach (var zone in Zones)
        {
            var changes = DateTimeZoneProviders.Tzdb[zone].GetZoneIntervals(Instant.FromUtc(1960, 1, 1, 0, 0), Instant.FromUtc(2026, 1, 1, 0, 0)).Skip(1).Select(interval => interval.Start.ToUnixTimeSeconds()).ToList();
            foreach (var windows in Crons.Select(cron => TimeWindows.Of(Daily(cron) with { TimeZone = zone, Start = "1900-01-01" })))
            {
                foreach (var near in changes.Select(windows.StartedBefore))
                {
                    for (var index = near - 3; index < near + 5; index++)
                    {
                        var window = windows[index];
                        window.End.ShouldBe(windows.StartOf(index + 1));
                        window.End.ShouldBeGreaterThan(window.Start);
                        windows.StartedBefore(window.Start).ShouldBe(index);
                        windows.EndedBy(window.End).ShouldBe(index + 1);
                        windows.IndexOf(windows.KeyOf(index)).ShouldBe(index);
                    }
                }
            }
        }
    }

    // Every minute of some days around a change, judged by the clock alone.
    [Fact]
    public void An_expression_of_every_hour_follows_the_clock()
    {
        foreach (var id in Zones)
        {
            var zone = DateTimeZoneProviders.Tzdb[id];
            var cron = CronExpression.Parse("0,20 * * * *");
            var ticks = ZonedTicks.Of(cron, zone);
            foreach (var change in zone.GetZoneIntervals(Instant.FromUtc(1975, 1, 1, 0, 0), Instant.FromUtc(2026, 1, 1, 0, 0)).Skip(1).Select(interval => interval.Start.ToUnixTimeSeconds() / 60 * 60))
            {
                var walked = Enumerable.Range(-300, 600).Select(minute => change + (minute * 60L))
                    .Where(instant => cron.Matches(LocalMinutes.Of(Instant.FromUnixTimeSeconds(instant).InZone(zone).LocalDateTime.ToDateTimeUnspecified())) && Instant.FromUnixTimeSeconds(instant).InZone(zone).Second == 0);
                var first = ticks.CountBefore(change - (300 * 60));

                Enumerable.Range(0, (int)(ticks.CountBefore(change + (300 * 60)) - first)).Select(i => ticks.At(first + i).Instant).ShouldBe(walked, id);
            }
        }
    }

    internal static TimeDimension Daily(string cron) => new("day", TimeCadence.Daily, cron, "2024-01-01");

    private static long Seconds(string utc) => LocalMinutes.TryParse(utc, out var minute) ? (minute * 60) - ZoneTable.LocalEpoch : throw new FormatException(utc);
}
