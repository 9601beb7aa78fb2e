using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Dataplatform.Sdk;

// Linked into the analyzer assembly as well: netstandard2.0 and nothing but the base library here.

/// <summary>Lengths of time as attributes and configuration write them: <c>500ms</c>, <c>2s</c>, <c>1.5h</c>, <c>1h30m</c>.</summary>
internal static class DurationText
{
    /// <summary>What is written where there is no limit, also none from class or app.</summary>
    public const string None = "none";

    /// <summary>The longest: timers take no more, and nobody waits for more.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(49);

    // Largest first: that is also the order in which parts may follow each other.
    private static readonly KeyValuePair<string, long>[] Units =
    [
        new("d", TimeSpan.TicksPerDay), new("h", TimeSpan.TicksPerHour), new("m", TimeSpan.TicksPerMinute),
        new("s", TimeSpan.TicksPerSecond), new("ms", TimeSpan.TicksPerMillisecond),
    ];

    private static readonly string[][] Words =
    [
        ["d", "day", "days"], ["h", "hr", "hrs", "hour", "hours"], ["m", "min", "mins", "minute", "minutes"],
        ["s", "sec", "secs", "second", "seconds"], ["ms", "msec", "millis", "millisecond", "milliseconds"],
    ];

    /// <summary>Reads a duration; false if it is none, or longer than 49 days.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        var ticks = Ticks(text);
        var isShort = ticks <= Longest.Ticks;
        duration = isShort ? TimeSpan.FromTicks((long)ticks!.Value) : TimeSpan.Zero;
        return isShort;
    }

    /// <summary>The ticks of a duration, however many they are; null if the text is none.</summary>
    public static double? Ticks(string text)
    {
        var ticks = 0d;
        var at = 0;
        var next = 0;
        while (at < text.Length)
        {
            var number = Scan(text, ref at, static c => c is (>= '0' and <= '9') or '.');
            var unit = Scan(text, ref at, static c => c is >= 'a' and <= 'z');
            var known = Array.FindIndex(Units, next, candidate => candidate.Key == unit);
            if (known < 0 || !double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            {
                return null;
            }

            ticks += Math.Round(value * Units[known].Value);
            next = known + 1;
        }

        return next > 0 ? ticks : null;
    }

    /// <summary>What is wrong with a duration that must be longer than nothing, with what was probably meant; null if nothing is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mayBeNone">Whether <see cref="None"/> could be written in its place.</param>
    public static string? Objection(string? text, bool mayBeNone = false)
    {
        var orNone = mayBeNone ? $", or '{None}' for no limit" : string.Empty;
        switch (Ticks(text ?? string.Empty))
        {
            case 0:
                return $"'{text}' is no time at all. Write how long, such as '2s'{orNone}.";
            case { } ticks when ticks > Longest.Ticks:
                return $"'{text}' is longer than {Format(Longest)}. Write '{Format(Longest)}' or less{orNone}.";
            case null:
                var meant = Meant(text ?? string.Empty, mayBeNone) is { } near ? $" Did you mean '{near}'?" : string.Empty;
                return $"'{text}' is no duration.{meant} Write a number and a unit, ms, s, m, h or d: '500ms', '2s', '1h30m'.";
            default:
                return null;
        }
    }

    /// <summary>What was probably meant by a text that is no duration; null if there is nothing near.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mayBeNone">Whether <see cref="None"/> could be meant.</param>
    public static string? Meant(string text, bool mayBeNone = false)
    {
        if (mayBeNone && string.Equals(text.Trim(), None, StringComparison.OrdinalIgnoreCase))
        {
            return None;
        }

        // As a TimeSpan is written, which configuration often takes.
        if (text.Split(':').Length > 1)
        {
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span >= TimeSpan.FromMilliseconds(1) && span <= Longest ? Format(span) : null;
        }

        var meant = new StringBuilder();
        var at = 0;
        text = text.Trim().ToLowerInvariant().Replace(" ", string.Empty).Replace("_", string.Empty);
        while (at < text.Length)
        {
            var number = Scan(text, ref at, static c => c is (>= '0' and <= '9') or '.');
            var unit = Scan(text, ref at, static c => c is not ((>= '0' and <= '9') or '.'));
            if (UnitOf(unit) is not { } known || (number.Length == 0 && !IsWord(unit)))
            {
                return null;
            }

            meant.Append(number.Length == 0 ? "1" : number).Append(known);
        }

        return meant.ToString() is var found && TryParse(found, out var duration) && duration > TimeSpan.Zero ? found : null;
    }

    /// <summary>The shortest text that gives the duration again, to the millisecond.</summary>
    public static string Format(TimeSpan duration)
    {
        var text = new StringBuilder();
        var rest = duration.Ticks;
        foreach (var unit in Units)
        {
            var whole = rest / unit.Value;
            rest -= whole * unit.Value;
            if (whole > 0)
            {
                text.Append(whole.ToString(CultureInfo.InvariantCulture)).Append(unit.Key);
            }
        }

        return text.Length == 0 ? "0s" : text.ToString();
    }

    private static bool IsWord(string unit) => unit.Length > 1 && Array.Exists(Words, words => Array.IndexOf(words, unit) >= 0);

    // A word of the unit, or the unit of the nearest word; seconds where nothing or one letter stands, unless it is a longer unit's.
    private static string? UnitOf(string word)
    {
        var known = Array.FindIndex(Words, words => Array.IndexOf(words, word) >= 0);
        if (known < 0 && word.Length > 1)
        {
            var all = new List<string>();
            foreach (var words in Words)
            {
                all.AddRange(words);
            }

            known = NearestName.Find(word, all) is { } near ? Array.FindIndex(Words, words => Array.IndexOf(words, near) >= 0) : -1;
        }

        return known >= 0 ? Units[known].Key : word.Length > 1 || word is "w" or "y" ? null : "s";
    }

    private static string Scan(string text, ref int at, Predicate<char> belongs)
    {
        var start = at;
        while (at < text.Length && belongs(text[at]))
        {
            at++;
        }

        return text.Substring(start, at - start);
    }
}
