using System.Text;
using System.Text.RegularExpressions;

namespace Dataplatform.Sdk.Analyzers.Tests.Ledger;

/// <summary>A change of the program that all cases share, and what is expected of it; Corpus/README.md says how it is written.</summary>
/// <param name="Name">The heading.</param>
/// <param name="Edits">What is replaced by what.</param>
/// <param name="Reader">An asset and the columns that a consumer reads of it who is concerned; null where nobody is.</param>
/// <param name="Other">The same of a consumer who is not.</param>
/// <param name="Class">What it means for the version.</param>
/// <param name="Messages">What the build says.</param>
internal sealed partial record LedgerCase(string Name, IReadOnlyList<(string Old, string New)> Edits, string? Reader, string? Other, string Class, IReadOnlyList<string> Messages)
{
    public static LedgerCase Read(string section)
    {
        var parts = Heading().Split("\n" + section.TrimEnd() + "\n");
        var result = new LedgerCase(parts[0].Trim(), [], null, null, string.Empty, []);
        for (var i = 1; i < parts.Length; i += 2)
        {
            var body = parts[i + 1].Trim('\n');
            var lines = body.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            result = parts[i] switch
            {
                "edit" => result with { Edits = [.. lines.Chunk(2).Select(pair => (Part(pair[0], "- "), Part(pair[1], "+ ")))] },
                "reader" => result with { Reader = body },
                "other" => result with { Other = body },
                "expected" => result with { Class = lines[0], Messages = lines[1..] },
                var other => throw new InvalidOperationException($"'{result.Name}' has a part '{other}'; known are edit, reader, other and expected."),
            };
        }

        return result;
    }

    public string Write()
    {
        var text = new StringBuilder($"=== {Name}\n--- edit\n");
        foreach (var (old, @new) in Edits)
        {
            text.Append($"- {old}".TrimEnd() + "\n" + $"+ {@new}".TrimEnd() + "\n");
        }

        text.Append(Reader is null ? string.Empty : $"--- reader\n{Reader}\n").Append(Other is null ? string.Empty : $"--- other\n{Other}\n").Append($"--- expected\n{Class}\n");
        foreach (var message in Messages)
        {
            text.Append(message).Append('\n');
        }

        return text.Append('\n').ToString();
    }

    /// <summary>The program after the change.</summary>
    public string Apply(string program)
    {
        foreach (var (old, @new) in Edits)
        {
            program.Split(old).Length.ShouldBe(2, $"'{old}' is not once in the program");
            program = program.Replace(old, @new, StringComparison.Ordinal);
        }

        return program;
    }

    // A space at the end would be lost in an editor.
    private static string Part(string line, string mark)
    {
        line = line.Length == 1 ? line + " " : line;
        line.ShouldStartWith(mark);
        return line[2..];
    }

    [GeneratedRegex(@"\n--- (.+)\n")]
    private static partial Regex Heading();
}
