using System.Text;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>
/// Reads the summary of an XML documentation comment from its text. Ordinary projects do not parse these comments
/// (DocumentationMode.None), so the compiler's own reader finds nothing there.
/// </summary>
internal static class DocumentationText
{
    /// <summary>The summary as one line of plain text; null if there is none.</summary>
    /// <param name="trivia">All that stands before the declaration.</param>
    public static string? Summary(string trivia)
    {
        if (trivia.IndexOf("summary", StringComparison.Ordinal) < 0)
        {
            return null;
        }

        var comment = Comment(trivia);
        var start = comment.IndexOf("<summary>", StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        start += "<summary>".Length;
        var end = comment.IndexOf("</summary>", start, StringComparison.Ordinal);
        var text = Plain(end < 0 ? comment.Substring(start) : comment.Substring(start, end - start));
        return text.Length == 0 ? null : text;
    }

    /// <summary>What is said of a parameter, as one line of plain text; null if nothing is.</summary>
    /// <param name="trivia">All that stands before the declaration.</param>
    /// <param name="name">The parameter's name.</param>
    public static string? Parameter(string trivia, string name)
    {
        var tag = $"<param name=\"{name}\">";
        if (trivia.IndexOf(tag, StringComparison.Ordinal) < 0)
        {
            return null;
        }

        var comment = Comment(trivia);
        var start = comment.IndexOf(tag, StringComparison.Ordinal) + tag.Length;
        var end = start < tag.Length ? -1 : comment.IndexOf("</param>", start, StringComparison.Ordinal);
        return end < 0 || Plain(comment.Substring(start, end - start)) is not { Length: > 0 } text ? null : text;
    }

    // The text of the last comment, without its markers.
    private static string Comment(string trivia)
    {
        var result = new StringBuilder();
        var inBlock = false;
        foreach (var raw in trivia.Split('\n'))
        {
            var line = raw.Trim();
            if (!inBlock && line.StartsWith("/**", StringComparison.Ordinal))
            {
                inBlock = true;
                result.Clear();
                line = line.Substring(3);
            }
            else if (!inBlock)
            {
                if (line.StartsWith("///", StringComparison.Ordinal))
                {
                    result.Append(line, 3, line.Length - 3).Append('\n');
                }
                else if (line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal) && line[0] != '#')
                {
                    result.Clear();
                }

                continue;
            }

            var end = line.IndexOf("*/", StringComparison.Ordinal);
            inBlock = end < 0;
            line = inBlock ? line : line.Substring(0, end);
            result.Append(line.TrimStart('*')).Append('\n');
        }

        return result.ToString();
    }

    private static string Plain(string xml)
    {
        var text = new StringBuilder(xml.Length);
        for (var i = 0; i < xml.Length; i++)
        {
            var end = xml[i] == '<' ? xml.IndexOf('>', i) : -1;
            if (end < 0)
            {
                text.Append(xml[i]);
                continue;
            }

            text.Append(Tag(xml.Substring(i + 1, end - i - 1)));
            i = end;
        }

        text.Replace("&lt;", "<").Replace("&gt;", ">").Replace("&quot;", "\"").Replace("&apos;", "'").Replace("&amp;", "&");
        return string.Join(" ", text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    // What a tag without content stands for: the name that it refers to.
    private static string Tag(string tag)
    {
        if (tag.StartsWith("para", StringComparison.Ordinal) && !tag.StartsWith("paramref", StringComparison.Ordinal)
            || tag.StartsWith("/para", StringComparison.Ordinal)
            || tag.StartsWith("br", StringComparison.Ordinal))
        {
            return " ";
        }

        if (!tag.EndsWith("/", StringComparison.Ordinal) || tag.IndexOf('=') is var equals && equals < 0)
        {
            return string.Empty;
        }

        var value = tag.Substring(equals + 1).TrimEnd('/', ' ').Trim('"', '\'');
        return tag.StartsWith("see", StringComparison.Ordinal) && tag.IndexOf("href", StringComparison.Ordinal) < 0 ? LastName(value) : value;
    }

    // T:Sales.Order{T}.Total(int) is Total.
    private static string LastName(string cref)
    {
        var name = new StringBuilder();
        var depth = 0;
        foreach (var c in cref)
        {
            if (c == '(')
            {
                break;
            }

            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth > 0 || c == '}')
            {
                continue;
            }

            if (c is '.' or ':')
            {
                name.Clear();
            }
            else
            {
                name.Append(c);
            }
        }

        return name.ToString();
    }
}
