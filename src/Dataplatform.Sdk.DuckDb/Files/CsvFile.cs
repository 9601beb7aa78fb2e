using System.Globalization;
using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>A CSV file, of which nothing is guessed.</summary>
internal sealed class CsvFile(SourceSession session, string path, RowSchema schema, CsvOptions options) : QueriedFile(session, "CSV", path, schema)
{
    /// <summary>The longest line that is read, as an option of DuckDB's reader; its buffer is what it would be without.</summary>
    public const string Room = "max_line_size = 16777216, buffer_size = 32000000";

    private TextColumn[] _columns = [];
    private string[] _headers = [];

    protected override string Query()
    {
        _headers = options.HasHeader ? Headers() : [.. Schema.Columns.Select(column => column.Name)];
        _columns = [.. Schema.Columns.Select(Find)];
        var list = _columns.Select(column => $"{column.Value} as {DuckDbDialect.Instance.Identifier(column.Column.Name)}");
        return $"select {string.Join(", ", list)} from {Source()}";
    }

    protected override string? Diagnose(DuckDbException error)
    {
        var problem = new CsvProblem(this, options, _headers.Length);
        return problem.Malformed() ?? WrongValue() ?? problem.MixedLineEnds;
    }

    protected override void CheckWhole(CancellationToken cancellationToken) => Compression.Of(Path).Check(Path, cancellationToken);

    private string[] Headers()
    {
        using var records = new CsvRecords(Path, options.Delimiter);
        if (!records.Next())
        {
            throw new DataplatformException($"The {Name} is empty; its first line must name the columns.");
        }

        return records.Problem is { } problem
            ? throw new DataplatformException(CsvProblem.At(Name, records.Line, problem) + JsonHint(records[0]))
            : [.. Enumerable.Range(0, records.Count).Select(i => records[i])];
    }

    private TextColumn Find(ColumnSchema column)
    {
        var index = Array.FindIndex(_headers, header => header.Equals(column.Name, StringComparison.OrdinalIgnoreCase));
        index = index >= 0 ? index : Array.FindIndex(_headers, header => KeyGrammar.SnakeCase(header) == column.Name);
        if (index >= 0)
        {
            return new(column, Field(index), _headers[index]) { MissingIsEmpty = options.NullText.Length == 0 };
        }

        var separated = _headers is [var only] && only.AsSpan().IndexOfAny(",;\t|") is var at and >= 0
            ? $" The line seems to be separated by {CsvOptions.Plural(only[at])}, not by {options.Delimiters}; set CsvOptions.Delimiter."
            : string.Empty;
        throw new DataplatformException(
            $"The {Name} has no column '{column.Name}' ('{Schema.Name}.{column.Member}').{NearestName.Suggestion(column.Name, _headers)} Its columns are: {string.Join(", ", _headers)}.{separated}{JsonHint(_headers[0])}");
    }

    private static string JsonHint(string header) =>
        header.AsSpan().TrimStart() is ['{' or '[', ..] ? " The line seems to be JSON; read the file with Json.Read." : "";

    private static string Field(int index) => string.Create(CultureInfo.InvariantCulture, $"f{index}");

    // Every option is said, because what DuckDB would find out by itself it sometimes finds wrong, in silence.
    private string Source()
    {
        var fields = string.Join(", ", _headers.Select((_, i) => $"'{Field(i)}': 'VARCHAR'"));
        return $"read_csv({TextColumn.Quote(SourcePath.Literally(Path))}, auto_detect = false, header = {options.HasHeader}, delim = {TextColumn.Quote($"{options.Delimiter}")}, quote = '\"', escape = '\"', "
            + $"strict_mode = true, null_padding = false, nullstr = {TextColumn.Quote(options.NullText)}, allow_quoted_nulls = false, {Room}, compression = '{Compression.Of(Path).Name}', columns = {{{fields}}})";
    }

    // Finding the first wrong value takes another look at the file.
    private string? WrongValue()
    {
        var wrong = string.Join(", ", _columns.Select(column => column.IsWrong));
        var texts = string.Join(", ", _columns.Select(column => column.Text));
        var row = Ask(
            $"select row, list_position(wrong, true), texts[list_position(wrong, true)] from (select row_number() over () as row, [{wrong}] as wrong, [{texts}] as texts from {Source()}) where list_contains(wrong, true) limit 1");
        if (row is not [long number, int column, var value])
        {
            return null;
        }

        var at = _columns[column - 1];
        var place = string.Create(CultureInfo.InvariantCulture, $"in line {Line(number)}, column '{at.Label}'");
        return value is string text ? ValueError.Wrong(Name, place, Schema, at.Column, text) : ValueError.Missing(Name, place, Schema, at.Column);
    }

    // DuckDB counts rows: it skips the header, and blank lines unless they are the value of the only column.
    private int Line(long row)
    {
        using var records = new CsvRecords(Path, options.Delimiter);
        _ = !options.HasHeader || records.Next();
        while (records.Next())
        {
            if ((!records.IsBlank || (_headers.Length == 1 && options.NullText.Length == 0)) && --row == 0)
            {
                break;
            }
        }

        return records.Line;
    }
}
