using System.Globalization;
using System.Text;

namespace Dataplatform.Sdk.Partitions;

// Linked into the analyzer assembly as well: netstandard2.0 and nothing but the base library here.

/// <summary>
/// How the keys of a time dimension are written: a .NET format of parts that have a fixed width, so that every key reads back to the
/// tick it was made of. What the format leaves out, the cron expression must say.
/// </summary>
internal sealed class KeyFormat
{
    /// <summary>The format of keys whose windows begin at most once a day.</summary>
    public const string OfDays = "yyyy-MM-dd";

    /// <summary>The format of keys whose windows begin more often.</summary>
    public const string OfMinutes = "yyyy-MM-dd-HH:mm";

    private static readonly string[] Known = ["yyyy", "MM", "dd", "HH", "mm"];

    private readonly List<Piece> _pieces;
    private readonly CronExpression _cron;
    private readonly bool _hasPartTwice;

    private KeyFormat(string text, List<Piece> pieces, CronExpression cron)
    {
        Text = text;
        _pieces = pieces;
        _cron = cron;
        Width = pieces.Sum(piece => piece.Text.Length);
        _hasPartTwice = pieces.Where(piece => piece.Part != '\0').GroupBy(piece => piece.Part).Any(same => same.Count() > 1);
    }

    /// <summary>The format as .NET writes it.</summary>
    public string Text { get; }

    /// <summary>How many characters a key has, without the offset of a repeated hour.</summary>
    public int Width { get; }

    /// <summary>Reads a format.</summary>
    /// <param name="text">The format; null is the one that tells the expression's ticks apart.</param>
    /// <param name="cron">The ticks that are to be told apart.</param>
    /// <param name="problem">What is wrong with it and what to write; null if nothing is.</param>
    /// <returns>The format; null if the text is none.</returns>
    public static KeyFormat? Parse(string? text, CronExpression cron, out string? problem)
    {
        text ??= cron.MinutesOfDay.Count == 1 ? OfDays : OfMinutes;
        var pieces = new List<Piece>();
        problem = Scan(text, pieces) ?? Confusion(text, pieces, cron);
        return problem is null ? new(text, pieces, cron) : null;
    }

    /// <summary>The key of a tick.</summary>
    public string Format(long minute)
    {
        var time = LocalMinutes.Of(minute);
        var key = new StringBuilder(Width);
        foreach (var piece in _pieces)
        {
            switch (piece.Part)
            {
                case 'y':
                    Append(key, time.Year, 4);
                    break;
                case 'M':
                    Append(key, time.Month, 2);
                    break;
                case 'd':
                    Append(key, time.Day, 2);
                    break;
                case 'H':
                    Append(key, time.Hour, 2);
                    break;
                case 'm':
                    Append(key, time.Minute, 2);
                    break;
                default:
                    key.Append(piece.Text);
                    break;
            }
        }

        return key.ToString();
    }

    /// <summary>The tick of a key, or of the part of a longer text that is one; false if the text is none. Whether the
    /// expression has this tick is not asked.</summary>
    public bool TryRead(string key, out long minute)
    {
        minute = 0;
        var (year, month, day, hour, minutes) = (-1, -1, -1, -1, -1);
        var at = 0;
        foreach (var piece in _pieces)
        {
            if (key.Length < at + piece.Text.Length)
            {
                return false;
            }

            var number = piece.Part == '\0' ? (string.CompareOrdinal(key, at, piece.Text, 0, piece.Text.Length) == 0 ? 0 : -1) : Digits(key, at, piece.Text.Length);
            at += piece.Text.Length;
            if (number < 0)
            {
                return false;
            }

            year = piece.Part == 'y' ? number : year;
            month = piece.Part == 'M' ? number : month;
            day = piece.Part == 'd' ? number : day;
            hour = piece.Part == 'H' ? number : hour;
            minutes = piece.Part == 'm' ? number : minutes;
        }

        if (year < 1)
        {
            return false;
        }

        month = month < 0 ? Only(_cron.Months) : month;
        day = day < 0 && month is >= 1 and <= 12 ? Only(_cron.DaysIn(year, month)) + 1 : day;
        hour = hour < 0 ? Only(_cron.Hours) : hour;
        minutes = minutes < 0 ? Only(_cron.Minutes) : minutes;
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minutes > 59)
        {
            return false;
        }

        minute = LocalMinutes.Of(new DateTime(year, month, day, hour, minutes, 0));

        // A part that is written twice must say the same twice.
        return !_hasPartTwice || string.CompareOrdinal(Format(minute), 0, key, 0, Width) == 0;
    }

    private static string? Scan(string text, List<Piece> pieces)
    {
        var at = 0;
        while (at < text.Length)
        {
            var c = text[at];
            if (c is '\'' or '"')
            {
                var end = text.IndexOf(c, at + 1);
                if (end < 0)
                {
                    return $"the quote at position {Number(at)} is not closed.";
                }

                pieces.Add(new('\0', text.Substring(at + 1, end - at - 1)));
                at = end + 1;
                continue;
            }

            if (c == '\\' && at + 1 < text.Length)
            {
                pieces.Add(new('\0', text.Substring(at + 1, 1)));
                at += 2;
                continue;
            }

            var run = 1;
            while (at + run < text.Length && text[at + run] == c)
            {
                run++;
            }

            var part = text.Substring(at, run);
            if (Array.IndexOf(Known, part) >= 0)
            {
                pieces.Add(new(c, part));
            }
            else if (c is 'd' or 'f' or 'F' or 'g' or 'h' or 'H' or 'K' or 'm' or 'M' or 's' or 't' or 'y' or 'z' or '%' or '\\')
            {
                return $"'{part}' has no fixed meaning in a key. Use {string.Join(", ", Known)}, and quotes around other letters.";
            }
            else
            {
                pieces.Add(new('\0', part));
            }

            at += run;
        }

        return null;
    }

    // What the format does not write must follow from the expression.
    private static string? Confusion(string text, List<Piece> pieces, CronExpression cron)
    {
        bool Has(char part) => pieces.Any(piece => piece.Part == part);
        var example = cron.MinutesOfDay.Count == 1 ? OfDays : OfMinutes;
        var missing = !Has('y') ? "yyyy"
            : !Has('M') && Only(cron.Months) < 0 ? "MM"
            : !Has('d') && !IsOnceAMonth(cron) ? "dd"
            : !Has('H') && Only(cron.Hours) < 0 ? "HH"
            : !Has('m') && Only(cron.Minutes) < 0 ? "mm"
            : null;
        return missing is null ? null : $"'{text}' gives several windows the same key, since '{missing}' is not in it. Write '{example}', or leave the format out.";
    }

    private static bool IsOnceAMonth(CronExpression cron)
    {
        for (var month = 0; month < 4800; month++)
        {
            var days = cron.DaysIn((month / 12) + 1, (month % 12) + 1);
            if ((days & (days - 1)) != 0)
            {
                return false;
            }
        }

        return true;
    }

    // The number of the only bit; less than 0 if there are several, or none.
    private static int Only(ulong bits)
    {
        if (bits == 0 || (bits & (bits - 1)) != 0)
        {
            return -2;
        }

        var number = 0;
        for (; bits != 1; bits >>= 1)
        {
            number++;
        }

        return number;
    }

    private static void Append(StringBuilder key, int number, int width)
    {
        for (var unit = width == 4 ? 1000 : 10; unit > 0; unit /= 10)
        {
            key.Append((char)('0' + (number / unit % 10)));
        }
    }

    // The number that digits are; less than 0 if they are none.
    private static int Digits(string text, int at, int length)
    {
        var number = 0;
        for (var i = at; i < at + length; i++)
        {
            if (text[i] is < '0' or > '9')
            {
                return -1;
            }

            number = (number * 10) + (text[i] - '0');
        }

        return number;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    // A part of the time, or a text that is written as it is.
    private readonly struct Piece(char part, string text)
    {
        public char Part { get; } = part;

        public string Text { get; } = text;
    }
}
