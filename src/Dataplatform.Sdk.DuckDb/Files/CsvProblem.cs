using System.Globalization;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>Finds the line of what DuckDB cannot split into fields.</summary>
/// <param name="file">The file.</param>
/// <param name="options">How its fields are written.</param>
/// <param name="fields">The fields that each line must have.</param>
internal sealed class CsvProblem(CsvFile file, CsvOptions options, int fields)
{
    /// <summary>
    /// What is wrong when all lines are well formed, but not all end alike; known after <see cref="Malformed"/>. DuckDB takes
    /// that in some places, so that it is the last thing to blame.
    /// </summary>
    public string? MixedLineEnds { get; private set; }

    /// <summary>The first line that is not well formed, and why; null if all are.</summary>
    public string? Malformed()
    {
        using var records = new CsvRecords(file.Path, options.Delimiter);
        string? end = null;
        while (records.Next())
        {
            if (records.Problem is { } problem)
            {
                return At(file.Name, records.Line, problem);
            }

            if (records.Count != fields && !records.IsBlank)
            {
                var wanted = $"the {(options.HasHeader ? "header" : "contract")} has {Fields(fields)}";
                return At(file.Name, records.Line, $"has {Fields(records.Count)}, but {wanted}; correct the line, and put a text that holds {Delimiter} in quotes");
            }

            end ??= records.LineEnd;
            MixedLineEnds ??= records.LineEnd is { } other && other != end
                ? At(file.Name, records.Line, $"ends in {other}, but the lines before it in {end}; write all line ends alike")
                : null;
        }

        return null;
    }

    /// <summary>What is said of a line.</summary>
    public static string At(string file, int line, string problem) =>
        string.Create(CultureInfo.InvariantCulture, $"The {file}: line {line} {problem}.");

    private string Delimiter => options.Delimiter is ',' ? "a comma" : "the delimiter";

    private static string Fields(int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} field{(count == 1 ? "" : "s")}");
}
