using System.Globalization;

namespace Dataplatform.Sdk.Partitions;

/// <summary>Local times to the minute, in no zone, as the number of minutes since the beginning of year 1.</summary>
internal static class LocalMinutes
{
    /// <summary>The minutes of a day.</summary>
    public const int MinutesPerDay = 1440;

    /// <summary>The first minute that has no date any more.</summary>
    public const long Limit = 3652059L * MinutesPerDay;

    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-dd-HH:mm", "yyyy-MM-ddTHH:mm:00", "yyyy-MM-dd HH:mm:00", "yyyy-MM", "yyyy"];

    /// <summary>A minute as a date and time.</summary>
    public static DateTime Of(long minute) => new(minute * TimeSpan.TicksPerMinute);

    /// <summary>The minute of a date and time.</summary>
    public static long Of(DateTime time) => time.Ticks / TimeSpan.TicksPerMinute;

    /// <summary>Reads a time: <c>2024-01-05T06:30</c>; for a day, a month or a year its first minute.</summary>
    public static bool TryParse(string text, out long minute) => TryParse(text, out minute, out _);

    /// <summary>Reads a time, or a day, a month or a year.</summary>
    /// <param name="text">The text: <c>2024-01-05T06:30</c>, <c>2024-01-05</c>, <c>2024-01</c>, <c>2024</c>.</param>
    /// <param name="begin">Its first minute.</param>
    /// <param name="end">The first minute behind it.</param>
    public static bool TryParse(string text, out long begin, out long end)
    {
        begin = end = 0;
        if (!DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return false;
        }

        begin = Of(time);
        end = text.Length switch
        {
            4 => time.Year == 9999 ? Limit : Of(time.AddYears(1)),
            7 => time.Year == 9999 && time.Month == 12 ? Limit : Of(time.AddMonths(1)),
            10 => begin + MinutesPerDay,
            _ => begin + 1,
        };
        return true;
    }

    /// <summary>The shortest text that reads back: the date alone at midnight.</summary>
    public static string Format(long minute) =>
        Of(minute).ToString(minute % MinutesPerDay == 0 ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
}
