using System.ComponentModel;
using System.Globalization;
using Dataplatform.Sdk.Catalog;

namespace Dataplatform.Sdk;

/// <summary>Reads what generated code says of a contract's checks: one text, so that the compiler has little to do.</summary>
/// <remarks>
/// A line for each check: its kind, <c>error</c> or <c>warning</c>, <c>blocking</c> or <c>-</c>, its name, and what its kind needs. What may hold
/// spaces comes last. In free text a backslash begins <c>\\</c> or <c>\u</c> with four hexadecimal digits; <c>-</c> is nothing.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ContractChecks
{
    /// <summary>The checks, in the order of the text.</summary>
    /// <param name="text">What is to be known of each check.</param>
    /// <param name="types">The contracts of other assets.</param>
    /// <exception cref="FormatException">The text was not written by the generator of this version.</exception>
    public static IReadOnlyList<ContractCheck> Read(string text, params Type[] types)
    {
        ArgumentNullException.ThrowIfNull(text);
        var checks = new List<ContractCheck>();
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range].Trim();
            if (!line.IsEmpty)
            {
                checks.Add(Line(line, types));
            }
        }

        return checks;
    }

    private static ContractCheck Line(ReadOnlySpan<char> rest, Type[] types)
    {
        var kind = StepTextStep.Next(ref rest);
        var severity = StepTextStep.Next(ref rest) == "warning" ? CheckSeverity.Warning : CheckSeverity.Error;
        var isBlocking = StepTextStep.Next(ref rest) == "blocking";
        var name = StepTextStep.Next(ref rest);
        ContractCheck check = kind switch
        {
            "unique" => new ContractCheck.Unique(name, Texts(rest)),
            "range" => new ContractCheck.Range(name, Text(ref rest), Optional(ref rest), Optional(ref rest)),
            "length" => new ContractCheck.Length(name, Text(ref rest), (int)Number(ref rest), (int)Number(ref rest)),
            "matches" => new ContractCheck.Matches(name, Text(ref rest), StepTextStep.Free(rest)),
            "one-of" => new ContractCheck.OneOf(name, Text(ref rest), Texts(rest)),
            "foreign-key" => new ContractCheck.ForeignKey(name, Text(ref rest), types[Number(ref rest)], Text(ref rest)),
            "row-count" => new ContractCheck.RowCount(name, Number(ref rest), Number(ref rest)),
            "fresh" => new ContractCheck.Fresh(name, Text(ref rest), TimeSpan.FromTicks(Number(ref rest))),
            "expression" => new ContractCheck.Expression(name, StepTextStep.Free(rest)),
            _ => throw new FormatException($"'{kind}' is no check of a contract that is known. Build the assembly again with this version of Dataplatform.Sdk."),
        };
        return check with { Severity = severity, IsBlocking = isBlocking };
    }

    private static string Word(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf(' ');
        var word = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return word.ToString();
    }

    private static string Text(ref ReadOnlySpan<char> rest) => StepTextStep.Free(Word(ref rest));

    private static string? Optional(ref ReadOnlySpan<char> rest) => Word(ref rest) is var word && word == "-" ? null : StepTextStep.Free(word);

    private static long Number(ref ReadOnlySpan<char> rest) => long.Parse(Word(ref rest), CultureInfo.InvariantCulture);

    private static List<string> Texts(ReadOnlySpan<char> rest)
    {
        var texts = new List<string>();
        while (!rest.IsEmpty)
        {
            texts.Add(Optional(ref rest) ?? string.Empty);
        }

        return texts;
    }
}
