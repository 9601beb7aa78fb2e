using System.Globalization;
using System.Text.RegularExpressions;

namespace Dataplatform.Sdk.Partitions;

/// <summary>Says why a text is no key of a time dimension, with the keys that were probably meant.</summary>
internal static partial class KeyProblems
{
    /// <summary>The whole message.</summary>
    public static string Explain(TimeWindows windows, string text)
    {
        var name = windows.Dimension.Name;
        var example = windows.KeyOf(0);
        if (Meant(windows, text) is not { } minute)
        {
            return $"'{text}' is no key of '{name}'. Its keys are written '{windows.Schedule.Format.Text}', such as '{example}'.";
        }

        var found = windows.BeginningAt(minute).Where(index => index >= 0 && index < windows.Total).Select(windows.KeyOf).ToList();
        if (found.Count > 1)
        {
            return $"'{text}' is no key of '{name}', since the clock in {windows.Dimension.TimeZone} shows this time twice. Write {Either(found)}.";
        }

        if (found.Count == 1)
        {
            return $"'{text}' is no key of '{name}'. Did you mean '{found[0]}'?";
        }

        var next = windows.FirstFrom(minute);
        if (next <= 0)
        {
            return $"'{text}' is no key of '{name}', which begins with '{example}'.";
        }

        var last = Math.Min(windows.Total, next) - 1;
        if (next >= windows.Total)
        {
            return $"'{text}' is no key of '{name}', which ends with '{windows.KeyOf(last)}'.";
        }

        return $"'{text}' is no key of '{name}': no window of '{windows.Dimension.Cron}'{Zone(windows.Dimension)} begins then. The nearest are {Either([windows.KeyOf(last), windows.KeyOf(next)], "and")}.";
    }

    // The local time of a text that is almost a key: other separators, zeros left out, or a part of the key.
    private static long? Meant(TimeWindows windows, string text)
    {
        if (windows.Schedule.Format.TryRead(text, out var minute) || LocalMinutes.TryParse(text, out minute))
        {
            return minute;
        }

        var numbers = Numbers().Matches(text).Select(match => match.Value).Where(digits => digits.Length is > 0 and < 13).ToList();
        if (numbers is [{ Length: 8 or 10 or 12 } all, ..])
        {
            numbers = [all[..4], .. all[4..].Chunk(2).Select(two => new string(two))];
        }

        int[] parts = [.. numbers.Take(5).Select(digits => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1)];
        int Part(int i, int otherwise) => i < parts.Length ? parts[i] : otherwise;
        return parts.Length >= 2
            && parts[0] is >= 1 and <= 9999 && parts[1] is >= 1 and <= 12
            && Part(2, 1) is >= 1 and var day && day <= DateTime.DaysInMonth(parts[0], parts[1])
            && Part(3, 0) is >= 0 and <= 23 && Part(4, 0) is >= 0 and <= 59
            ? LocalMinutes.Of(new DateTime(parts[0], parts[1], day, Part(3, 0), Part(4, 0), 0))
            : null;
    }

    private static string Either(IReadOnlyList<string> keys, string word = "or") => string.Join($" {word} ", keys.Select(key => $"'{key}'"));

    private static string Zone(TimeDimension dimension) => dimension.TimeZone == "UTC" ? string.Empty : $" in {dimension.TimeZone}";

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Numbers();
}
