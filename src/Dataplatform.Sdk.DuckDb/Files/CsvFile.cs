using System.Text.RegularExpressions;
using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>A CSV file as a query with the columns of a contract, and its errors in words.</summary>
internal sealed partial class CsvFile
{
    private readonly RowSchema _schema;
    private (ColumnSchema Column, string Header)[] _columns = [];
    private string[] _headers = [];

    public CsvFile(string path, RowSchema schema)
    {
        Path = System.IO.Path.GetFullPath(path);
        _schema = schema;
        if (!File.Exists(Path))
        {
            throw new DataplatformException(Directory.Exists(Path)
                ? $"'{Path}' is a folder, not a CSV file."
                : $"The CSV file '{Path}' does not exist.{Nearest(Path)}");
        }
    }

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>The query that reads the contract's columns with their types.</summary>
    public DuckDbStatement Prepare(DuckDbConnection connection) => Explain(() =>
    {
        _headers = Headers(connection);
        _columns = [.. _schema.Columns.Select(column => (column, Find(column, _headers)))];
        var types = _columns.Select(pair => $"{Quote(pair.Header)}: {Quote(IsDecimal(pair.Column) ? "VARCHAR" : Type(pair.Column))}");
        var texts = _columns.Where(pair => pair.Column is { IsNullable: false, Type.Kind: ColumnKind.Text }).Select(pair => Quote(pair.Header));
        var list = _columns.Select(pair => $"{Value(pair.Column, Name(pair.Header))} as {Name(pair.Column.Name)}");
        return connection.Prepare(
            $"select {string.Join(", ", list)} from read_csv({Quote(Path)}, header = true, types = {{{string.Join(", ", types)}}}, force_not_null = [{string.Join(", ", texts)}]::varchar[])");
    });

    /// <summary>Does a piece of work, and says in words what is wrong with the file.</summary>
    public T Explain<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (DuckDbException e)
        {
            throw new DataplatformException(Describe(e.Message) ?? WrongDecimal(e) ?? $"The CSV file '{Path}' cannot be read. {e.Message}", e);
        }
    }

    private string[] Headers(DuckDbConnection connection)
    {
        using var statement = connection.Prepare($"select * from read_csv({Quote(Path)}, header = true, all_varchar = true)");
        return [.. statement.Columns.Select(column => column.Name)];
    }

    private string Find(ColumnSchema column, string[] headers) =>
        Array.Find(headers, header => header.Equals(column.Name, StringComparison.OrdinalIgnoreCase))
        ?? Array.Find(headers, header => KeyGrammar.SnakeCase(header) == column.Name)
        ?? throw new DataplatformException(
            $"The CSV file '{Path}' has no column '{column.Name}' ('{_schema.Name}.{column.Member}').{NearestName.Suggestion(column.Name, headers)} Its columns are: {string.Join(", ", headers)}.");

    private string? Describe(string message)
    {
        var value = BadValue().Match(message);
        if (!value.Success)
        {
            return null;
        }

        var header = value.Groups["column"].Value;
        var column = Array.Find(_columns, pair => pair.Header == header).Column;
        return Wrong(BadLine().Match(message).Groups["line"].Value, header, value.Groups["value"].Value, column);
    }

    // DuckDB rounds a text that becomes a decimal, so decimals are read as text and checked; finding the line of a wrong
    // one takes another look at the file, on a connection of its own because this one may have an open stream.
    private string? WrongDecimal(DuckDbException error)
    {
        if (error.Kind is not (DuckDbErrorKind.Conversion or DuckDbErrorKind.InvalidInput))
        {
            return null;
        }

        using var database = DuckDbDatabase.Open(new DuckDbOpenOptions());
        using var connection = database.Connect();
        foreach (var (column, header) in _columns.Where(pair => IsDecimal(pair.Column)))
        {
            var row = connection.Query(
                $"""
                select line, value from (
                    select
                        1 + row_number() over () + coalesce(sum(breaks) over (rows between unbounded preceding and 1 preceding), 0) as line,
                        value
                    from (
                        select {Name(header)} as value, length(regexp_replace(concat({string.Join(", ", _headers.Select(Name))}), '[^\n]', '', 'g')) as breaks
                        from read_csv({Quote(Path)}, header = true, all_varchar = true)))
                where value is not null and (try_cast(value as {Type(column)}) is null or regexp_matches(value, {Quote(TooFine(column))}))
                limit 1
                """);
            if (row.Count > 0)
            {
                return Wrong($"{row[0][0]}", header, (string)row[0][1]!, column);
            }
        }

        return null;
    }

    private string Wrong(string line, string header, string value, ColumnSchema column) =>
        $"The CSV file '{Path}' has a wrong value in line {line}, column '{header}': '{value}' is no {Type(column)} ('{_schema.Name}.{column.Member}'). Correct the file, or change the member's type.";

    private static string Value(ColumnSchema column, string name) => IsDecimal(column)
        ? $"case when regexp_matches({name}, {Quote(TooFine(column))}) then error('too many digits') else cast({name} as {Type(column)}) end"
        : name;

    private static bool IsDecimal(ColumnSchema column) => column.Type.Kind == ColumnKind.Decimal;

    /// <summary>Matches a number with more digits after the point than the column has.</summary>
    private static string TooFine(ColumnSchema column) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $@"\.\d{{{column.Type.Scale}}}\d*[1-9]");

    private static string Name(string name) => DuckDbDialect.Instance.Identifier(name);

    private static string Nearest(string path)
    {
        var folder = System.IO.Path.GetDirectoryName(path)!;
        return Directory.Exists(folder)
            ? NearestName.Suggestion(System.IO.Path.GetFileName(path), Directory.EnumerateFiles(folder).Select(file => System.IO.Path.GetFileName(file)!))
            : $" Its folder '{folder}' does not exist either.";
    }

    private static string Type(ColumnSchema column) => DuckDbDialect.Instance.TypeName(column.Type);

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    [GeneratedRegex("Error when converting column \"(?<column>.*?)\"\\. Could not convert string \"(?<value>.*?)\" to '(?<type>[^']*)'", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex BadValue();

    [GeneratedRegex(@"CSV Error on Line: (?<line>\d+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex BadLine();
}
