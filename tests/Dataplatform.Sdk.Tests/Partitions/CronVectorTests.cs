using System.Globalization;
using System.Text.Json;
using Dataplatform.Sdk.Partitions;
using NodaTime;

namespace Dataplatform.Sdk.Tests.Partitions;

/// <summary>The reference's ticks, forth and back, across the changes of the clock.</summary>
public sealed class CronVectorTests
{
    [Fact]
    public void Ticks_and_refusals_are_the_references_or_differ_on_purpose()
    {
        var cases = new ReferenceCases("cron_ticks");
        foreach (var item in cases.Root.GetProperty("cases").EnumerateArray())
        {
            CompareTicks(cases, item);
        }

        foreach (var item in cases.Root.GetProperty("validity").EnumerateArray())
        {
            var text = item.GetProperty("cron").GetString()!;
            cases.Compare($"'{text}'", "valid", item.GetProperty("valid_as_schedule").GetRawText(), CronExpression.Parse(text, out _) is null ? "false" : "true");
        }

        foreach (var item in cases.Root.GetProperty("unions").EnumerateArray())
        {
            var crons = item.GetProperty("crons").EnumerateArray().Select(cron => cron.GetString()!).ToList();
            var zone = item.GetProperty("timezone").GetString()!;
            var start = Instant(zone, item.GetProperty("start_local").GetString()!);
            var next = crons.SelectMany(cron => Forth(Ticks(cron, zone), start, 10)).Distinct().Order().Take(6);
            cases.Compare($"union of {string.Join(" and ", crons)}", "next", References(item, "next"), Texts(next));
        }

        cases.AllAgreeOrAreListed();
    }

    private static void CompareTicks(ReferenceCases cases, JsonElement item)
    {
        var cron = item.GetProperty("cron").GetString()!;
        var zone = item.GetProperty("timezone").GetString()!;
        var start = Instant(zone, item.GetProperty("start_local").GetString()!);
        var name = $"{cron} {zone} {item.GetProperty("start_local").GetString()}";
        start.ShouldBe((long)item.GetProperty("start_unix").GetDouble(), name);
        if (!item.GetProperty("valid").GetBoolean())
        {
            CronExpression.Parse(cron, out var problem).ShouldBeNull(name);
            problem.ShouldNotBeNull();
            return;
        }

        var ticks = Ticks(cron, zone);
        var next = item.TryGetProperty("next_patched", out _) ? "next_patched" : "next";
        cases.Compare(name, "next", References(item, next), Texts(Forth(ticks, start, item.GetProperty(next).GetArrayLength())));
        if (item.TryGetProperty("previous", out var previous))
        {
            cases.Compare(name, "previous", References(item, "previous"), Texts(Back(ticks, start, previous.GetArrayLength())));
        }
    }

    private static ZonedTicks Ticks(string cron, string zone) => ZonedTicks.Of(CronExpression.Parse(cron), DateTimeZoneProviders.Tzdb[zone]);

    private static IEnumerable<long> Forth(ZonedTicks ticks, long start, int count) =>
        Enumerable.Range(0, count).Select(i => ticks.At(ticks.CountBefore(start) + i).Instant);

    private static IEnumerable<long> Back(ZonedTicks ticks, long start, int count) =>
        Enumerable.Range(1, count).Select(i => ticks.At(ticks.CountBefore(start + 1) - i).Instant);

    // A start between two seconds is rounded down, as no tick is within a second.
    private static long Instant(string zone, string local) =>
        DateTimeZoneProviders.Tzdb[zone].AtLeniently(LocalDateTime.FromDateTime(DateTime.Parse(local, CultureInfo.InvariantCulture))).ToInstant().ToUnixTimeSeconds();

    private static string References(JsonElement item, string property) =>
        string.Join(' ', item.GetProperty(property).EnumerateArray().Select(tick => tick.GetProperty("utc").GetString()));

    private static string Texts(IEnumerable<long> instants) =>
        string.Join(' ', instants.Select(instant => DateTimeOffset.FromUnixTimeSeconds(instant).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'")));
}
