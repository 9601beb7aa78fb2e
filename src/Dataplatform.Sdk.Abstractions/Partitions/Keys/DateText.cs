using System.Globalization;

namespace Dataplatform.Sdk;

/// <summary>Dates as keys write them.</summary>
internal static class DateText
{
    public const string Format = "yyyy-MM-dd";

    /// <summary>Reads a date, or says how one is written.</summary>
    public static DateOnly Parse(string text, string format = Format, string example = "2024-01-05") =>
        DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new FormatException($"'{text}' is not written as '{format}'. Write it as '{example}'.");
}
