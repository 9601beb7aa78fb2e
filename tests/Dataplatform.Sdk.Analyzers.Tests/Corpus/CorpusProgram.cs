using System.Text;
using System.Text.RegularExpressions;
using Dataplatform.Sdk.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Tests.Corpus;

/// <summary>A program of the corpus and what is expected of it; README.md says how it is written.</summary>
/// <param name="Name">The heading.</param>
/// <param name="Library">The library that it references; null for none.</param>
/// <param name="Text">The program with its marks.</param>
/// <param name="Messages">What is expected, in the order of the places: <c>DP1001: …</c>.</param>
/// <param name="Fix">The title of the fix; null if there is none.</param>
/// <param name="Fixed">The program after the fix.</param>
internal sealed partial record CorpusProgram(string Name, string? Library, string Text, IReadOnlyList<string> Messages, string? Fix, string? Fixed)
{
    public static CorpusProgram Read(string section)
    {
        var parts = Heading().Split("\n" + section.TrimEnd() + "\n");
        var name = parts[0].Trim();
        var (text, library, messages, fix, fixedText) = (string.Empty, (string?)null, Array.Empty<string>(), (string?)null, (string?)null);
        for (var i = 1; i < parts.Length; i += 2)
        {
            var body = parts[i + 1].Trim('\n');
            switch (parts[i].Split(' ')[0])
            {
                case "program": text = body; break;
                case "library": library = body; break;
                case "expected": messages = body.Split('\n', StringSplitOptions.RemoveEmptyEntries); break;
                case "fix": (fix, fixedText) = (parts[i]["fix ".Length..], body); break;
                case var other: throw new InvalidOperationException($"'{name}' has a part '{other}'; known are program, library, expected and fix.");
            }
        }

        return new(name, library, text, messages, fix, fixedText);
    }

    public string Write()
    {
        var text = new StringBuilder($"=== {Name}\n");
        if (Library is not null)
        {
            text.Append($"--- library\n{Library}\n");
        }

        text.Append($"--- program\n{Text}\n");
        if (Messages.Count > 0)
        {
            text.Append($"--- expected\n{string.Join("\n", Messages)}\n");
        }

        return text.Append(Fix is null ? string.Empty : $"--- fix {Fix}\n{Fixed}\n").Append('\n').ToString();
    }

    /// <summary>The program without its marks.</summary>
    public string Source => Mark().Replace(Text, "$2");

    public Workbench Open(string prelude, string program)
    {
        var reference = Library is null ? Array.Empty<MetadataReference>() : [Compiled.Clean(Library, "Library").Reference()];
        return new(Head(prelude) + program, reference, Installed.Fixes);
    }

    /// <summary>The text before a program.</summary>
    public static string Head(string prelude) => Compiled.Usings + prelude + "\n";

    /// <summary>The program with the places of diagnostics marked.</summary>
    public string Marked(string prelude, IReadOnlyList<Diagnostic> diagnostics)
    {
        var text = Source;
        foreach (var diagnostic in diagnostics.OrderByDescending(d => d.Location.SourceSpan.Start).ThenByDescending(d => d.Location.SourceSpan.Length))
        {
            var (start, end) = (diagnostic.Location.SourceSpan.Start - Head(prelude).Length, diagnostic.Location.SourceSpan.End - Head(prelude).Length);
            (start >= 0).ShouldBeTrue($"{diagnostic} is in the text that all programs share");
            text = text[..start] + "{|" + diagnostic.Id + ":" + text[start..end] + "|}" + text[end..];
        }

        return text;
    }

    [GeneratedRegex(@"\n--- (.+)\n")]
    private static partial Regex Heading();

    [GeneratedRegex(@"\{\|((?:DP|CS)\d+):(.*?)\|\}", RegexOptions.Singleline)]
    private static partial Regex Mark();
}
