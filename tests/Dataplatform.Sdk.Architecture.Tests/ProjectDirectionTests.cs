namespace Dataplatform.Sdk.Architecture.Tests;

public sealed class ProjectDirectionTests
{
    /// <summary>Who may know whom: the table of DESIGN, and the only place to change it.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Dataplatform.Sdk.Abstractions"] = [],
        ["Dataplatform.Sdk"] = ["Dataplatform.Sdk.Abstractions"],
        ["Dataplatform.Sdk.DuckDb"] = ["Dataplatform.Sdk.Abstractions"],
        ["Dataplatform.Sdk.Testing"] = ["Dataplatform.Sdk", "Dataplatform.Sdk.DuckDb", "Dataplatform.Sdk.Analyzers"],
        ["Dataplatform.Sdk.Analyzers"] = [],
        ["Dataplatform.Sdk.CodeFixes"] = ["Dataplatform.Sdk.Analyzers"],
    };

    public static TheoryData<string> Libraries => [.. Repository.Projects("src").Concat(Repository.Projects("analyzers")).Select(Repository.Name)];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_references_only_what_it_may_know(string library)
    {
        Allowed.ShouldContainKey(library, "a new library needs a line in the table of allowed references");
        var project = Repository.Projects("src").Concat(Repository.Projects("analyzers")).Single(p => Repository.Name(p) == library);

        Repository.References(project).ShouldBeSubsetOf(Allowed[library]);
    }

    [Fact]
    public void Abstractions_carry_no_dependency_beyond_the_extensions_abstractions()
    {
        var project = Repository.Projects("src").Single(p => Repository.Name(p) == "Dataplatform.Sdk.Abstractions");

        Repository.Packages(project).ShouldAllBe(package => package.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) && package.EndsWith(".Abstractions", StringComparison.Ordinal));
    }

    [Fact]
    public void Samples_are_siblings()
    {
        var folders = Repository.Projects("samples").Select(project => Path.GetDirectoryName(Repository.Relative(project))!.Replace('\\', '/')).ToList();

        folders.ShouldAllBe(folder => folder.Split('/').Length == 2, "no project lives inside another project's folder");
        folders.ShouldBeUnique();
    }

    [Fact]
    public void The_top_level_holds_what_was_agreed_and_nothing_else()
    {
        string[] agreed =
        [
            "src", "tests", "samples", "analyzers", "docs", "eng", ".ci", "Dataplatform.Sdk.sln", "Directory.Packages.props",
            "Directory.Build.props", "global.json", "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md",
            ".editorconfig", ".gitignore", ".gitattributes",
        ];
        string[] notOurs = [".git", ".vs", ".idea", ".vscode", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts"];

        Directory.EnumerateFileSystemEntries(Repository.Root).Select(Path.GetFileName).Except(notOurs)
            .ShouldBe(agreed, ignoreOrder: true);
    }
}
