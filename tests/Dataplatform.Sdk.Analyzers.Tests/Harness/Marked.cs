using System.Text;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Tests.Harness;

/// <summary>A source that says where it is wrong: <c>{|DP1001:rawOrder|}</c>.</summary>
internal static class Marked
{
    /// <summary>Compiles the source and checks that exactly the marked diagnostics are reported, by compiler and analyzers together.</summary>
    /// <returns>Their messages, in the order of their places.</returns>
    public static IReadOnlyList<string> Check(string marked, string assembly = "Shop", params IEnumerable<MetadataReference> references)
    {
        var (source, expected) = Parse(marked);
        var compiled = Compiled.Raw(source, assembly, references);
        var actual = compiled.CompilerDiagnostics().Concat(compiled.AnalyzerDiagnostics()).OrderBy(d => d.Location.SourceSpan.Start).ToList();
        string.Join("\n", actual.Select(Describe)).ShouldBe(string.Join("\n", expected), string.Join("\n", actual));
        return [.. actual.Select(d => d.GetMessage())];
    }

    /// <summary>The message of the only diagnostic.</summary>
    public static string One(string marked, string assembly = "Shop", params IEnumerable<MetadataReference> references) => Check(marked, assembly, references).Single();

    private static string Describe(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.SourceSpan;
        return $"{diagnostic.Id} '{diagnostic.Location.SourceTree?.GetText().ToString(span)}' at {span.Start - Compiled.Usings.Length}";
    }

    private static (string Source, IReadOnlyList<string> Expected) Parse(string marked)
    {
        var source = new StringBuilder();
        var expected = new List<string>();
        for (var i = 0; i < marked.Length;)
        {
            if (!marked.AsSpan(i).StartsWith("{|DP"))
            {
                source.Append(marked[i++]);
                continue;
            }

            var colon = marked.IndexOf(':', i);
            var end = marked.IndexOf("|}", colon, StringComparison.Ordinal);
            var text = marked[(colon + 1)..end];
            expected.Add($"{marked[(i + 2)..colon]} '{text}' at {source.Length}");
            source.Append(text);
            i = end + 2;
        }

        return (source.ToString(), expected);
    }
}
