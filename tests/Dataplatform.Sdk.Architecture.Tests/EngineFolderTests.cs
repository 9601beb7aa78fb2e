using System.Text.RegularExpressions;

namespace Dataplatform.Sdk.Architecture.Tests;

/// <summary>The engine's folders follow the flow of data, and each knows only those before it.</summary>
public sealed partial class EngineFolderTests
{
    /// <summary>The order itself. A folder may use the ones to its left.</summary>
    private static readonly string[] Order =
        ["Catalog", "Configs", "Partitions", "Graph", "Ledger", "Selection", "CodeVersions", "Status", "Planning", "Events", "Execution", "Lineage", "EventLog", "Runs", "CodeLocations", "Hosting", "Cli"];

    /// <summary>Namespaces of the abstractions that share a name with a folder of the engine: known to all.</summary>
    private static readonly string[] Vocabulary = ["Catalog", "Configs", "Partitions", "Events", "Lineage", "Stores"];

    private const string Engine = "src/Dataplatform.Sdk";

    [Fact]
    public void Every_folder_has_its_place_in_the_order()
    {
        var folders = Directory.EnumerateDirectories(Path.Combine(Repository.Root, Engine)).Select(Path.GetFileName)
            .Where(folder => folder is not "bin" and not "obj" and not "buildTransitive");

        folders.ShouldBeSubsetOf(Order);
    }

    [Fact]
    public void Only_the_app_which_ties_it_all_together_stands_outside_the_folders()
    {
        var outside = Directory.EnumerateFiles(Path.Combine(Repository.Root, Engine), "*.cs").Select(Path.GetFileName);

        outside.ShouldBe(["DataplatformApp.cs", "DataplatformAppBuilder.cs"], ignoreOrder: true);
    }

    [Fact]
    public void A_folder_uses_only_the_folders_before_it()
    {
        var wrong =
            from file in Repository.SourceFiles(Engine)
            let folder = Repository.Relative(file)[(Engine.Length + 1)..].Split('/')[0]
            where Order.Contains(folder)
            from used in UsedFolders(File.ReadAllText(file)).Distinct()
            where Array.IndexOf(Order, used) > Array.IndexOf(Order, folder) && !Vocabulary.Contains(used)
            select $"{Repository.Relative(file)} uses {used}";

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void A_file_lives_in_the_folder_of_its_namespace()
    {
        var wrong =
            from file in Repository.SourceFiles(Engine)
            let folders = Repository.Relative(file)[(Engine.Length + 1)..].Split('/')[..^1]
            let declared = Namespace().Match(File.ReadAllText(file)).Groups["name"].Value
            where folders.Length > 0 && declared != "Dataplatform.Sdk" && declared != "Dataplatform.Sdk." + string.Join('.', folders)
            select $"{Repository.Relative(file)} declares {declared}";

        wrong.ShouldBeEmpty();
    }

    private static IEnumerable<string> UsedFolders(string source) =>
        Usage().Matches(source).Select(match => match.Groups["folder"].Value).Where(Order.Contains);

    [GeneratedRegex(@"\bDataplatform\.Sdk\.(?<folder>\w+)")]
    private static partial Regex Usage();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
