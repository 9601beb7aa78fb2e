using System.Globalization;

namespace Dataplatform.Sdk.Cli.Terminal;

/// <summary>Numbers as people read them, the same in every culture.</summary>
internal static class HumanText
{
    private static readonly string[] Units = ["kB", "MB", "GB", "TB", "PB"];

    /// <summary><c>1,234 rows</c>, <c>1 row</c>.</summary>
    public static string Rows(long rows) => Count(rows, "row");

    /// <summary><c>1,234 assets</c>, <c>1 asset</c>.</summary>
    public static string Count(long number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {noun}{(number == 1 ? string.Empty : "s")}");

    /// <summary><c>1,234</c>.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>410,000</c>, <c>34</c>, <c>2.5</c>: two digits that count, because more would flicker.</summary>
    public static string Rate(double perSecond)
    {
        if (perSecond < 9.95)
        {
            return perSecond.ToString("0.0", CultureInfo.InvariantCulture);
        }

        var unit = Math.Pow(10, Math.Floor(Math.Log10(perSecond)) - 1);
        return Number((long)(Math.Round(perSecond / unit) * unit));
    }

    /// <summary><c>812 B</c>, <c>1.2 MB</c>, <c>45 MB</c>; a kilobyte is 1,000 bytes.</summary>
    public static string Bytes(long bytes)
    {
        if (bytes < 1000)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{bytes} B");
        }

        var value = (double)bytes;
        var unit = -1;
        do
        {
            value /= 1000;
            unit++;
        }
        while (value >= 999.5 && unit < Units.Length - 1);
        return string.Create(CultureInfo.InvariantCulture, $"{value.ToString(value < 9.95 ? "0.0" : "0", CultureInfo.InvariantCulture)} {Units[unit]}");
    }

    /// <summary>A length of time that still grows: in seconds from the start, so that the unit does not jump.</summary>
    public static string Elapsed(TimeSpan duration) => duration.TotalSeconds < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(duration.TotalSeconds * 10) / 10:0.0} s")
        : Duration(duration);

    /// <summary><c>12 ms</c>, <c>1.3 s</c>, <c>2 m 05 s</c>, <c>1 h 02 m</c>.</summary>
    public static string Duration(TimeSpan duration)
    {
        if (duration.TotalSeconds < 59.95)
        {
            return duration.TotalMilliseconds switch
            {
                < 0.95 => "<1 ms",
                < 999.5 => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0} ms"),
                _ => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0} s"),
            };
        }

        var seconds = (long)Math.Round(duration.TotalSeconds);
        return seconds < 3600
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60} m {seconds % 60:00} s")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600} h {seconds / 60 % 60:00} m");
    }
}
