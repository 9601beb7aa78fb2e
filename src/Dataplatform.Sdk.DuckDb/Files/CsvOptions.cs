namespace Dataplatform.Sdk;

/// <summary>How the fields of a CSV file are written. The same options write a file and read it back.</summary>
/// <example><code>var german = new CsvOptions { Delimiter = ';', NullText = "NULL" };</code></example>
public sealed record CsvOptions
{
    /// <summary>What stands between two fields; a comma by default. Usual are <c>';'</c>, <c>'\t'</c> and <c>'|'</c> too.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>
    /// Whether the first line names the columns, which is the default. Without a header the fields are those of the
    /// contract, in the order of its members.
    /// </summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>
    /// The field that stands for a missing value, written without quotes: <c>NULL</c> or <c>\N</c> for instance. Empty by
    /// default. With another text an empty field is still a missing value, except in a column of texts, where it is the empty text.
    /// </summary>
    public string NullText { get; init; } = "";

    internal static CsvOptions Default { get; } = new();

    /// <summary>The delimiter in words, for messages: <c>commas</c>.</summary>
    internal string Delimiters => Plural(Delimiter);

    internal static string Plural(char delimiter) => delimiter switch
    {
        ',' => "commas",
        ';' => "semicolons",
        '\t' => "tabs",
        _ => $"'{delimiter}'",
    };

    /// <exception cref="ArgumentException">The options cannot be told from data.</exception>
    internal CsvOptions Checked()
    {
        if (Delimiter is '"' or '\r' or '\n' or '\0' || !char.IsAscii(Delimiter) || char.IsAsciiLetterOrDigit(Delimiter))
        {
            throw new ArgumentException($"'{Delimiter}' cannot separate fields. Take a comma, a semicolon, a tab or another ASCII sign.", nameof(Delimiter));
        }

        return NullText.AsSpan().ContainsAny('"', '\r', '\n') || NullText.Contains(Delimiter, StringComparison.Ordinal)
            ? throw new ArgumentException($"'{NullText}' cannot stand for a missing value, because it would have to be in quotes. Leave out quotes, line ends and the delimiter.", nameof(NullText))
            : this;
    }
}
