using System.Text;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Cli.Writers;

/// <summary>Writes the rows of a query: as a table for people, as JSON lines or CSV for programs.</summary>
internal static class QueryResultWriter
{
    /// <summary>Writes all rows.</summary>
    /// <param name="result">The rows.</param>
    /// <param name="console">Where to.</param>
    /// <param name="format">How.</param>
    /// <param name="mostRows">How many rows a table shows before it says that there are more; null means all.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public static Task WriteAsync(IQueryResult result, CliConsole console, RowFormat format, int? mostRows, CancellationToken cancellationToken) => format switch
    {
        RowFormat.Json => WriteJsonAsync(result, console.Out, cancellationToken),
        RowFormat.Csv => WriteCsvAsync(result, console.Out, cancellationToken),
        _ => WriteTableAsync(result, console, mostRows, cancellationToken),
    };

    private static async Task WriteTableAsync(IQueryResult result, CliConsole console, int? mostRows, CancellationToken cancellationToken)
    {
        var table = new TextTable(
            [.. result.Columns.Select(column => column.Name)],
            [.. result.Columns.Select(column => CellText.IsNumber(column.Type))]);
        var hasMore = false;
        await foreach (var row in result.ReadAsync(cancellationToken))
        {
            if (table.Count == mostRows)
            {
                hasMore = true;
                break;
            }

            table.Add([.. row.Select(cell => cell is null ? new Span("null", Tone.Dim) : new Span(CellText.Of(cell)))]);
        }

        foreach (var line in table.Lines(console.Width))
        {
            console.WriteLine(line);
        }

        console.WriteLine(new Line((hasMore ? "first " : string.Empty) + HumanText.Rows(table.Count), Tone.Dim));
        await console.Out.FlushAsync(cancellationToken);
    }

    private static async Task WriteJsonAsync(IQueryResult result, TextWriter output, CancellationToken cancellationToken)
    {
        var names = UniqueNames(result.Columns);
        var lines = new JsonLines(output);
        await foreach (var row in result.ReadAsync(cancellationToken))
        {
            lines.WriteLine(json =>
            {
                for (var i = 0; i < names.Count; i++)
                {
                    json.WritePropertyName(names[i]);
                    CellJson.Write(json, row[i]);
                }
            });
        }

        await output.FlushAsync(cancellationToken);
    }

    // CSV as RFC 4180 has it, with line feeds: a missing value is empty, an empty text is "".
    private static async Task WriteCsvAsync(IQueryResult result, TextWriter output, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync(string.Join(',', result.Columns.Select(column => Field(column.Name))));
        var line = new StringBuilder();
        await foreach (var row in result.ReadAsync(cancellationToken))
        {
            line.Clear();
            for (var i = 0; i < row.Count; i++)
            {
                line.Append(i == 0 ? string.Empty : ",").Append(row[i] is { } value ? Field(CellText.Of(value)) : string.Empty);
            }

            await output.WriteLineAsync(line, cancellationToken);
        }

        await output.FlushAsync(cancellationToken);
    }

    private static string Field(string text) =>
        text.Length == 0 || text.AsSpan().ContainsAny(",\"\r\n")
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;

    // A query may name two columns alike; an object may not.
    private static List<string> UniqueNames(IReadOnlyList<QueryColumn> columns)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var names = new List<string>(columns.Count);
        foreach (var column in columns)
        {
            var name = column.Name;
            for (var n = 2; !taken.Add(name); n++)
            {
                name = $"{column.Name}_{n}";
            }

            names.Add(name);
        }

        return names;
    }
}
