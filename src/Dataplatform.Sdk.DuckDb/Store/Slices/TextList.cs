using Dataplatform.Sdk.DuckDb.Files;

namespace Dataplatform.Sdk.DuckDb.Store.Slices;

/// <summary>Many values in one text, which DuckDB takes apart again: it parses one long text far faster than many short ones.</summary>
internal static class TextList
{
    /// <summary>The values as one text.</summary>
    public static string Join(IEnumerable<string> values) => string.Join('|', values.Select(Escape));

    /// <summary>The values of such a text, one in each row; a value for a select list.</summary>
    /// <param name="text">The text: a literal, or a parameter.</param>
    public static string Unnest(string text) => $"replace(replace(unnest(string_split({text}, '|')), '%7C', '|'), '%25', '%')";

    /// <summary>The values, one in each row; a value for a select list.</summary>
    public static string Unnest(IEnumerable<string> values) => Unnest(TextColumn.Quote(Join(values)));

    private static string Escape(string value) =>
        value.Contains('%', StringComparison.Ordinal) || value.Contains('|', StringComparison.Ordinal)
            ? value.Replace("%", "%25", StringComparison.Ordinal).Replace("|", "%7C", StringComparison.Ordinal)
            : value;
}
