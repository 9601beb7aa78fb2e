using System.Globalization;
using System.Text;

namespace Dataplatform.Sdk.Cli.Terminal;

/// <summary>How many columns of a terminal a text takes.</summary>
internal static class TextWidth
{
    public const char Ellipsis = '…';

    public static int Of(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += Of(rune);
        }

        return width;
    }

    /// <summary>The text, cut with an ellipsis where it is wider than <paramref name="width"/>.</summary>
    public static string Cut(string text, int width)
    {
        if (width <= 0)
        {
            return string.Empty;
        }

        if (Of(text) <= width)
        {
            return text;
        }

        var cut = new StringBuilder();
        var left = width - 1;
        foreach (var rune in text.EnumerateRunes())
        {
            left -= Of(rune);
            if (left < 0)
            {
                break;
            }

            cut.Append(rune.ToString());
        }

        return cut.Append(Ellipsis).ToString();
    }

    public static string PadLeft(string text, int width) => new string(' ', Math.Max(0, width - Of(text))) + text;

    public static string PadRight(string text, int width) => text + new string(' ', Math.Max(0, width - Of(text)));

    /// <summary>
    /// The text on one line, with control characters made visible: data must neither break a table nor command the
    /// reader's terminal.
    /// </summary>
    public static string OneLine(string text)
    {
        if (!text.Any(char.IsControl))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length + 4);
        foreach (var c in text)
        {
            clean.Append(c switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when char.IsControl(c) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => c.ToString(),
            });
        }

        return clean.ToString();
    }

    private static int Of(Rune rune)
    {
        if (rune.Value < 0x300)
        {
            return 1;
        }

        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
            _ => IsWide(rune.Value) ? 2 : 1,
        };
    }

    // The blocks that Unicode's East Asian Width table calls wide or full width, and emoji.
    private static bool IsWide(int value) => value is
        (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0x303E) or (>= 0x3041 and <= 0xA4CF) or
        (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or
        (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1F64F) or
        (>= 0x1F680 and <= 0x1F6FF) or (>= 0x1F900 and <= 0x1F9FF) or (>= 0x20000 and <= 0x3FFFD);
}
