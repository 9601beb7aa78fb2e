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

    /// <summary>The program without its marks, which may lie in each other.</summary>
    public string Source
    {
        get
        {
            var text = Text;
            while (Mark().Replace(text, "$2") is var inner && inner != text)
            {
                text = inner;
            }

            return text;
        }
    }

    public Workbench Open(string prelude, string program, bool isWhole = false)
    {
        var reference = Library is null ? Array.Empty<MetadataReference>() : [Compiled.Clean(Library, "Library").Reference()];
        return new((isWhole ? string.Empty : Head(prelude)) + program, reference, Installed.Fixes);
    }

    /// <summary>The text before a program.</summary>
    public static string Head(string prelude) => Compiled.Usings + prelude + "\n";

    /// <summary>The text after what all programs share; the whole text if the fix changed that too.</summary>
    public static string Tail(string prelude, string text) =>
        text.StartsWith(Head(prelude), StringComparison.Ordinal) ? text[Head(prelude).Length..].TrimStart('\n') : text;

    /// <summary>The program with the places of diagnostics marked.</summary>
    public string Marked(string prelude, IReadOnlyList<Diagnostic> diagnostics)
    {
        var text = Source;
        var head = Head(prelude).Length;
        var places = diagnostics
            .GroupBy(diagnostic => (Start: diagnostic.Location.SourceSpan.Start - head, End: diagnostic.Location.SourceSpan.End - head))
            .Select(same => (same.Key.Start, same.Key.End, Ids: string.Join(",", same.Select(diagnostic => diagnostic.Id).Order(StringComparer.Ordinal))))
            .ToList();
        places.ShouldAllBe(place => place.Start >= 0, "a diagnostic is in the text that all programs share");
        var marks = places.Select(place => (At: place.Start, Order: -place.End, Text: "{|" + place.Ids + ":"))
            .Concat(places.Select(place => (At: place.End, Order: int.MinValue + 1, Text: "|}")));
        foreach (var (at, _, mark) in marks.OrderByDescending(mark => mark.At).ThenByDescending(mark => mark.Order))
        {
            text = text.Insert(at, mark);
        }

        return text;
    }

    [GeneratedRegex(@"\n--- (.+)\n")]
    private static partial Regex Heading();

    [GeneratedRegex(@"\{\|((?:(?:DP|CS)\d+,?)+):((?:(?!\{\||\|\}).)*)\|\}", RegexOptions.Singleline)]
    private static partial Regex Mark();
}
