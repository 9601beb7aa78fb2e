using System.Text.RegularExpressions;
using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>A CSV file as a query with the columns of a contract, and its errors in words.</summary>
internal sealed partial class CsvFile
{
    private readonly RowSchema _schema;

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
        var headers = Headers(connection);
        var columns = _schema.Columns.Select(column => (Column: column, Header: Find(column, headers))).ToArray();
        var types = columns.Select(pair => $"{Quote(pair.Header)}: {Quote(Type(pair.Column))}");
        var texts = columns.Where(pair => pair.Column is { IsNullable: false, Type.Kind: ColumnKind.Text }).Select(pair => Quote(pair.Header));
        var list = columns.Select(pair => $"{DuckDbDialect.Instance.Identifier(pair.Header)} as {DuckDbDialect.Instance.Identifier(pair.Column.Name)}");
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
            throw new DataplatformException(Describe(e.Message), e);
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

    private string Describe(string message)
    {
        var value = BadValue().Match(message);
        if (!value.Success)
        {
            return $"The CSV file '{Path}' cannot be read. {message}";
        }

        var line = BadLine().Match(message);
        var header = value.Groups["column"].Value;
        var column = _schema.Columns.FirstOrDefault(column => column.Name.Equals(header, StringComparison.OrdinalIgnoreCase) || column.Name == KeyGrammar.SnakeCase(header));
        var member = column is null ? string.Empty : $" ('{_schema.Name}.{column.Member}')";
        var type = column is null ? value.Groups["type"].Value : Type(column);
        return $"The CSV file '{Path}' has a wrong value in line {line.Groups["line"].Value}, column '{header}': '{value.Groups["value"].Value}' is no {type}{member}. Correct the file, or change the member's type.";
    }

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
