using System.Text.RegularExpressions;

namespace Dataplatform.Sdk.Architecture.Tests;

public sealed partial class DocumentationTests
{
    private static IEnumerable<string> Pages => Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
        .Append(Path.Combine(Repository.Root, "README.md")).Append(Path.Combine(Repository.Root, "CONTRIBUTING.md"));

    [Fact]
    public void Snippets_are_parts_of_what_is_compiled()
    {
        var wrong =
            from page in Pages
            from snippet in Snippet().Matches(File.ReadAllText(page))
            let file = Path.Combine(Repository.Root, snippet.Groups["file"].Value)
            where !File.Exists(file) || !Lines(File.ReadAllText(file)).Contains(Lines(snippet.Groups["code"].Value), StringComparison.Ordinal)
            select $"{Repository.Relative(page)}: {snippet.Groups["file"].Value}";

        wrong.ShouldBeEmpty();
        Pages.Sum(page => Snippet().Count(File.ReadAllText(page))).ShouldBeGreaterThan(4);
    }

    [Fact]
    public void Links_between_pages_lead_somewhere()
    {
        var dead =
            from page in Pages
            from link in Link().Matches(File.ReadAllText(page))
            let target = link.Groups["target"].Value
            where !target.StartsWith("http", StringComparison.Ordinal) && !Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, target))
            select $"{Repository.Relative(page)} -> {target}";

        dead.ShouldBeEmpty();
    }

    /// <summary>The lines without their indentation, so that a snippet may be moved to the margin.</summary>
    private static string Lines(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim())).Trim();

    [GeneratedRegex(@"<!-- snippet: (?<file>\S+) -->\s*```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Snippet();

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)(#[^)]*)?\)")]
    private static partial Regex Link();
}
