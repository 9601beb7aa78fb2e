using System.Text;

namespace Dataplatform.Sdk.CodeVersions;

/// <summary>The text of a query between two holes, without what SQL does not read: comments, and white space beyond one space.</summary>
internal static class QueryText
{
    /// <summary>
    /// The text as far as it matters. Quoted names and texts stay as they are; so does everything from where a quote, a
    /// comment or a dollar quote does not end within this text.
    /// </summary>
    public static string Normalise(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var end = EndOfToken(text, at, out var isSpace);
            if (end < 0)
            {
                return result.Append(text, at, text.Length - at).ToString();
            }

            if (!isSpace)
            {
                result.Append(text, at, end - at);
            }
            else if (result.Length == 0 || result[^1] != ' ')
            {
                result.Append(' ');
            }

            at = end;
        }

        return result.ToString();
    }

    // Where the quote, comment, white space or character at a place ends; -1 if it does not end in this text.
    private static int EndOfToken(string text, int at, out bool isSpace)
    {
        var next = at + 1 < text.Length ? text[at + 1] : '\0';
        isSpace = char.IsWhiteSpace(text[at]) || (text[at], next) is ('-', '-') or ('/', '*');
        switch (text[at], next)
        {
            case ('\'', _) when at > 0 && text[at - 1] is ('e' or 'E'):
                // In e'…' a backslash may hide a quote.
                return -1;
            case ('\'' or '"', _):
                return After(text, text[at].ToString(), at + 1);
            case ('-', '-'):
                return After(text, "\n", at + 2);
            case ('/', '*'):
                return After(text, "*/", at + 2);
            case ('$', not (>= '0' and <= '9')):
                var tag = text.IndexOf('$', at + 1);
                return tag < 0 ? -1 : After(text, text[at..(tag + 1)], tag + 1);
            default:
                return at + 1;
        }
    }

    private static int After(string text, string end, int from)
    {
        var found = text.IndexOf(end, from, StringComparison.Ordinal);
        return found < 0 ? -1 : found + end.Length;
    }
}
