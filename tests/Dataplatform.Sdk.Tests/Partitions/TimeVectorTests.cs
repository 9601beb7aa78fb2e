using System.Globalization;
using System.Text.Json;
using Dataplatform.Sdk.Partitions;
using NodaTime;

namespace Dataplatform.Sdk.Tests.Partitions;

/// <summary>The reference's definitions of time: which keys exist at a moment, and what their windows are.</summary>
public sealed class TimeVectorTests
{
    [Fact]
    public void Keys_and_windows_are_the_references_or_differ_on_purpose()
    {
        var cases = new ReferenceCases("time_partitions");
        foreach (var item in cases.Root.GetProperty("cases").EnumerateArray())
        {
            Compare(cases, item);
        }

        cases.AllAgreeOrAreListed();
    }

    internal static TimeDimension Dimension(string kind, JsonElement args)
    {
        string Text(string name, string otherwise) => args.TryGetProperty(name, out var value) ? value.GetString()! : otherwise;
        int Number(string name, int otherwise) => args.TryGetProperty(name, out var value) ? value.GetInt32() : otherwise;
        var (minute, hour) = (Number("minute_offset", 0), Number("hour_offset", 0));
        var (cadence, cron) = kind switch
        {
            "hourly" => (TimeCadence.Hourly, $"{minute} * * * *"),
            "daily" => (TimeCadence.Daily, $"{minute} {hour} * * *"),
            "weekly" => (TimeCadence.Weekly, $"{minute} {hour} * * {Number("day_offset", 0)}"),
            "monthly" => (TimeCadence.Monthly, $"{minute} {hour} {Number("day_offset", 1)} * *"),
            _ => (TimeCadence.Cron, Text("cron_schedule", string.Empty)),
        };
        return new("time", cadence, cron, Text("start_date", Text("start", string.Empty)))
        {
            End = args.TryGetProperty("end_date", out var end) ? end.GetString() : null,
            TimeZone = Text("timezone", "UTC"),
            EndOffset = Number("end_offset", 0),
            Format = args.TryGetProperty("fmt", out var format) ? Format(format.GetString()!) : null,
        };
    }

    private static void Compare(ReferenceCases cases, JsonElement item)
    {
        var dimension = Dimension(item.GetProperty("kind").GetString()!, item.GetProperty("args"));
        var now = Instant(item);
        var name = $"{item.GetProperty("kind").GetString()} {JsonSerializer.Serialize(item.GetProperty("args"))} at {item.GetProperty("now").GetString()}".Replace('"', '\'');
        var problems = new List<PartitionProblem>();
        if (TimeSchedule.Read(dimension, problems) is null)
        {
            cases.Compare(name, "definition", item.TryGetProperty("construct_error", out _) ? "refused" : "accepted", "refused");
            problems.ShouldNotBeEmpty();
            return;
        }

        cases.Compare(name, "definition", item.TryGetProperty("construct_error", out _) ? "refused" : "accepted", "accepted");
        dimension.Cron.ShouldBe(item.GetProperty("cron_schedule").GetString());
        var windows = TimeWindows.Of(dimension);
        windows.Schedule.Format.Text.ShouldBe(Format(item.GetProperty("fmt").GetString()!), $"{name}: the default format");
        var count = windows.ExistingAt(now);
        string Keys(long from, long to) => string.Join(' ', Enumerable.Range((int)from, (int)(to - from)).Select(index => windows.KeyOf(index)));
        cases.Compare(name, "count", item.GetProperty("count").GetRawText(), count.ToString(CultureInfo.InvariantCulture));
        cases.Compare(name, "first_keys", ReferenceCases.Texts(item, "first_keys"), Keys(0, Math.Min(3, count)));
        cases.Compare(name, "last_keys", ReferenceCases.Texts(item, "last_keys"), Keys(Math.Max(0, count - 3), count));
        cases.Compare(name, "first_key", ReferenceCases.Text(item, "first_key"), count == 0 ? "none" : Keys(0, 1));
        cases.Compare(name, "last_key", ReferenceCases.Text(item, "last_key"), count == 0 ? "none" : Keys(count - 1, count));
        if (item.TryGetProperty("keys", out _))
        {
            cases.Compare(name, "keys", ReferenceCases.Texts(item, "keys"), Keys(0, count));
        }

        foreach (var window in item.GetProperty("windows").EnumerateArray())
        {
            var key = window.GetProperty("key").GetString()!;
            cases.Compare(name, $"window {key}", Reference(window), Ours(windows, key, count));
        }
    }

    private static string Reference(JsonElement window) => window.TryGetProperty("error", out _)
        ? "refused"
        : $"{window.GetProperty("start").GetString()} to {window.GetProperty("end").GetString()}, {(window.GetProperty("has_key").GetBoolean() ? "exists" : "does not exist")}, next {ReferenceCases.Text(window, "next")}";

    private static string Ours(TimeWindows windows, string key, long count)
    {
        if (windows.IndexOf(key) is not { } index)
        {
            Should.Throw<DataplatformException>(() => windows.Find(key)).Message.ShouldContain($"'{key}'");
            return "refused";
        }

        var window = windows[index];
        var next = index + 1 < windows.Total ? windows.KeyOf(index + 1) : "none";
        windows.Containing(window.Start)!.Value.Index.ShouldBe(index);
        windows.Containing(window.End - 1)!.Value.Index.ShouldBe(index);
        return $"{Local(windows, window.Start)} to {Local(windows, window.End)}, {(index < count ? "exists" : "does not exist")}, next {next}";
    }

    private static string Local(TimeWindows windows, long instant) => windows.Zoned(instant).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static string Format(string strftime) => strftime.Replace("%Y", "yyyy").Replace("%m", "MM").Replace("%d", "dd").Replace("%H", "HH").Replace("%M", "mm");

    private static long Instant(JsonElement item) => DateTimeZoneProviders.Tzdb[item.GetProperty("now_timezone").GetString()!]
        .AtLeniently(LocalDateTime.FromDateTime(DateTime.Parse(item.GetProperty("now").GetString()!, CultureInfo.InvariantCulture))).ToInstant().ToUnixTimeSeconds();
}
