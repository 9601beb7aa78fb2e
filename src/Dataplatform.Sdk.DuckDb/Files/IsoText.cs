using System.Globalization;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>Dates and times as texts, in the forms that CSV files have too; nothing finer than a microsecond is cut off.</summary>
internal static class IsoText
{
    private const string Day = "yyyy-MM-dd";

    private static readonly string[] Times = ["HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF"];

    private static readonly string[] Timestamps = [Day, .. Times.SelectMany(time => new[] { $"{Day}'T'{time}", $"{Day} {time}" })];

    // DateTimeOffset takes no zone for UTC, and "zz" for hours only.
    private static readonly string[] Instants =
        [.. Timestamps, .. Timestamps.Skip(1).SelectMany(time => new[] { "'Z'", "zzz", "zz", " zzz", " zz", " 'Z'" }.Select(zone => time + zone))];

    public static bool TryDate(ReadOnlySpan<char> text, out DateOnly value) =>
        DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out value);

    public static bool TryTime(ReadOnlySpan<char> text, out TimeOnly value) =>
        TimeOnly.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out value) && IsWhole(value.Ticks);

    public static bool TryTimestamp(ReadOnlySpan<char> text, out DateTime value) =>
        DateTime.TryParseExact(text, Timestamps, CultureInfo.InvariantCulture, DateTimeStyles.None, out value) && IsWhole(value.Ticks);

    public static bool TryInstant(ReadOnlySpan<char> text, out DateTimeOffset value) =>
        DateTimeOffset.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out value) && IsWhole(value.Ticks);

    public static bool TryInterval(ReadOnlySpan<char> text, out TimeSpan value) =>
        TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out value) && IsWhole(value.Ticks);

    public static bool TryFormat(DateOnly value, Span<char> text, out int length) => value.TryFormat(text, out length, Day, CultureInfo.InvariantCulture);

    public static bool TryFormat(TimeOnly value, Span<char> text, out int length) => value.TryFormat(text, out length, "HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);

    public static bool TryFormat(DateTime value, Span<char> text, out int length) => value.TryFormat(text, out length, $"{Day}'T'HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);

    public static bool TryFormat(DateTimeOffset value, Span<char> text, out int length) => value.TryFormat(text, out length, $"{Day}'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    public static bool TryFormat(TimeSpan value, Span<char> text, out int length) => value.TryFormat(text, out length, "c", CultureInfo.InvariantCulture);

    private static bool IsWhole(long ticks) => ticks % TimeSpan.TicksPerMicrosecond == 0;
}
