using System;
using System.Globalization;
using System.Text;

namespace Dataplatform.Sdk.Ledger.Rules;

/// <summary>Names and paths of columns as the lock writes them: one word, whatever the name is.</summary>
internal static class ColumnPath
{
    /// <summary>The path of a value within another.</summary>
    public static string Of(string parent, string name) => parent + "." + Escape(name);

    /// <summary>The path of the elements of a list.</summary>
    public static string Elements(string parent) => parent + NestedNames.Elements;

    /// <summary>The path of what the value is in; null for a column.</summary>
    public static string? Parent(string path)
    {
        if (path.EndsWith(NestedNames.Elements, StringComparison.Ordinal))
        {
            return path.Substring(0, path.Length - NestedNames.Elements.Length);
        }

        var dot = path.LastIndexOf('.');
        return dot < 0 ? null : path.Substring(0, dot);
    }

    /// <summary>Whether a path is that of a value, or of something within it.</summary>
    public static bool IsWithin(string path, string outer)
    {
        for (var at = path; at is not null; at = Parent(at))
        {
            if (string.Equals(at, outer, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A name as one word: what would end it, and what paths are made of, is <c>%</c> with four hexadecimal digits.</summary>
    public static string Escape(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            _ = c is '%' or '.' or '[' or ']' || char.IsWhiteSpace(c) || char.IsControl(c) || char.IsSurrogate(c)
                ? text.Append('%').Append(((int)c).ToString("X4", CultureInfo.InvariantCulture))
                : text.Append(c);
        }

        return text.ToString();
    }

    /// <summary>The name that <see cref="Escape"/> wrote, for people.</summary>
    public static string Readable(string path)
    {
        var text = new StringBuilder(path.Length);
        for (var i = 0; i < path.Length; i++)
        {
            var digits = path[i] == '%' && i + 4 < path.Length ? path.Substring(i + 1, 4) : string.Empty;
            if (ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                text.Append((char)code);
                i += 4;
            }
            else
            {
                text.Append(path[i]);
            }
        }

        return text.ToString();
    }
}
