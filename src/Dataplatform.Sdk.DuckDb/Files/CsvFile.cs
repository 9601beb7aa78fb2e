using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>A CSV file, of which nothing is guessed.</summary>
internal sealed class CsvFile : SourceFile
{
    private readonly RowSchema _schema;
    private CsvColumn[] _columns = [];
    private string[] _headers = [];

    public CsvFile(string path, RowSchema schema)
        : base(System.IO.Path.GetFullPath(path))
    {
        _schema = schema;
        if (schema.Columns.FirstOrDefault(column => column.Type.Fields.Count > 0) is { } nested)
        {
            throw new DataplatformException(
                $"Column '{nested.Name}' ('{schema.Name}.{nested.Member}') is {DuckDbDialect.Instance.TypeName(nested.Type)}, and the fields of a CSV file hold single values. Read the file by a contract without it, or read Parquet.");
        }

        if (!File.Exists(Path))
        {
            throw SourcePath.NotThere("CSV", Path);
        }
    }

    /// <inheritdoc/>
    public override DuckDbStatement Prepare(DuckDbConnection connection)
    {
        _headers = Headers();
        _columns = [.. _schema.Columns.Select(Find)];
        var list = _columns.Select(column => $"{column.Value} as {StoreName(column.Column.Name)}");
        return Explain(() => connection.Prepare($"select {string.Join(", ", list)} from {Source()}"));
    }

    /// <inheritdoc/>
    public override T Explain<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (DuckDbException e)
        {
            throw new DataplatformException(Malformed(out var mixed) ?? WrongValue() ?? mixed ?? $"The CSV file '{Path}' cannot be read. {e.Message.Split('\n')[0]}", e);
        }
    }

    private string[] Headers()
    {
        if (Path.EndsWith(".zst", StringComparison.OrdinalIgnoreCase))
        {
            throw new DataplatformException($"The CSV file '{Path}' is compressed with Zstandard, which is not read here. Decompress it, or compress it with gzip.");
        }

        try
        {
            using var records = new CsvRecords(Path);
            if (!records.Next())
            {
                throw new DataplatformException($"The CSV file '{Path}' is empty; its first line must name the columns.");
            }

            return records.Problem is { } problem
                ? throw Wrong(records.Line, problem)
                : [.. Enumerable.Range(0, records.Count).Select(i => records[i])];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new DataplatformException($"The CSV file '{Path}' cannot be read. {e.Message}", e);
        }
    }

    private CsvColumn Find(ColumnSchema column)
    {
        var index = Array.FindIndex(_headers, header => header.Equals(column.Name, StringComparison.OrdinalIgnoreCase));
        index = index >= 0 ? index : Array.FindIndex(_headers, header => KeyGrammar.SnakeCase(header) == column.Name);
        if (index >= 0)
        {
            return new(column, index, _headers[index]);
        }

        var separated = _headers is [var only] && only.AsSpan().IndexOfAny(';', '\t') is var at and >= 0
            ? $" The line seems to be separated by {(only[at] == ';' ? "semicolons" : "tabs")}; separate the file's fields by commas."
            : string.Empty;
        throw new DataplatformException(
            $"The CSV file '{Path}' has no column '{column.Name}' ('{_schema.Name}.{column.Member}').{NearestName.Suggestion(column.Name, _headers)} Its columns are: {string.Join(", ", _headers)}.{separated}");
    }

    // Every option is said, because what DuckDB would find out by itself it sometimes finds wrong, in silence.
    private string Source()
    {
        var fields = string.Join(", ", _headers.Select((_, i) => $"'{CsvColumn.Field(i)}': 'VARCHAR'"));
        return $"read_csv({CsvColumn.Quote(SourcePath.Literally(Path))}, auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', strict_mode = true, null_padding = false, columns = {{{fields}}})";
    }

    // The line of what DuckDB cannot split into fields. Mixed line ends it takes in some places, so they come last.
    private string? Malformed(out string? mixed)
    {
        mixed = null;
        try
        {
            using var records = new CsvRecords(Path);
            string? end = null;
            while (records.Next())
            {
                if (records.Problem is { } problem)
                {
                    return Wrong(records.Line, problem).Message;
                }

                if (records.Count != _headers.Length && !records.IsBlank)
                {
                    return Wrong(records.Line, $"has {Fields(records.Count)}, but the header has {Fields(_headers.Length)}; correct the line, and put a text that holds a comma in quotes").Message;
                }

                end ??= records.LineEnd;
                mixed ??= records.LineEnd is { } other && other != end
                    ? Wrong(records.Line, $"ends in {other}, but the lines before it in {end}; write all line ends alike").Message
                    : null;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // What DuckDB said is the error to report.
        }

        return null;
    }

    // Finding the first wrong value takes another look at the file, on a connection of its own because the stream's is open.
    private string? WrongValue()
    {
        try
        {
            using var database = DuckDbDatabase.Open(new DuckDbOpenOptions());
            using var connection = database.Connect();
            connection.Execute("set TimeZone = 'UTC'");
            var wrong = string.Join(", ", _columns.Select(column => column.IsWrong));
            var texts = string.Join(", ", _columns.Select(column => column.Text));
            var row = connection.Query(
                $"select row, list_position(wrong, true), texts[list_position(wrong, true)] from (select row_number() over () as row, [{wrong}] as wrong, [{texts}] as texts from {Source()}) where list_contains(wrong, true) limit 1");
            return row is [[long number, int column, var value]] ? WrongValue(Line(number), _columns[column - 1], (string?)value) : null;
        }
        catch (DuckDbException)
        {
            return null;
        }
    }

    private string WrongValue(int line, CsvColumn at, string? value)
    {
        var (column, member) = (at.Column, $"'{_schema.Name}.{at.Column.Member}'");
        var place = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"in line {line}, column '{at.Header}'");
        if (value is null)
        {
            return $"The CSV file '{Path}' has no value {place}, but {member} is not nullable. Fill it in, or make the member nullable.";
        }

        return column.AllowedValues is { } names && column.Type.Kind == ColumnKind.Text
            ? $"The CSV file '{Path}' has a wrong value {place}: '{value}' is none of {string.Join(", ", names)} ({member}). Correct the file, or add the name to the enum."
            : $"The CSV file '{Path}' has a wrong value {place}: '{value}' is no {at.Type} ({member}). {Remedy(column.Type.Kind)}";
    }

    private static string Remedy(ColumnKind kind) => kind switch
    {
        ColumnKind.Date => "Write it as 2024-12-31, or make the member a string.",
        ColumnKind.Time => "Write it as 23:59:59, or make the member a string.",
        ColumnKind.Timestamp => "Write it as 2024-12-31 23:59:59 without a zone, or change the member's type.",
        ColumnKind.Instant => "Write it as 2024-12-31T23:59:59Z, or change the member's type.",
        _ => "Correct the file, or change the member's type.",
    };

    // DuckDB counts rows: it skips the header, and blank lines unless they are the value of the only column.
    private int Line(long row)
    {
        using var records = new CsvRecords(Path);
        _ = records.Next();
        while (records.Next())
        {
            if ((!records.IsBlank || _headers.Length == 1) && --row == 0)
            {
                break;
            }
        }

        return records.Line;
    }

    private DataplatformException Wrong(int line, string problem) =>
        new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The CSV file '{Path}': line {line} {problem}."));

    private static string Fields(int count) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count} field{(count == 1 ? "" : "s")}");

    private static string StoreName(string name) => Batches.DuckDbDialect.Instance.Identifier(name);
}
