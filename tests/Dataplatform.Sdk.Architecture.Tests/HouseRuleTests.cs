using System.Text.RegularExpressions;

namespace Dataplatform.Sdk.Architecture.Tests;

public sealed partial class HouseRuleTests
{
    /// <summary>The real ports: things that others implement, and the run view, of which there is a live, a plain and a JSON one.</summary>
    private static readonly string[] Ports =
    [
        "IAssetStore", "IQueryableStore", "IQueryResult", "IStoreSession", "ITableSource", "ITableReference",
        "IRunObserver", "IEventLog", "IRunLeases", "IStepLog", "IDataplatformBuilder", "IRunView", "IAssetHook", "IRunHook", "ISlotPools", "IQueryLineage",
    ];

    private static IEnumerable<string> Sources => Repository.SourceFiles("src").Concat(Repository.SourceFiles("analyzers"));

    [Fact]
    public void A_file_declares_at_most_one_public_type()
    {
        var wrong = Sources.Where(file => PublicType().Count(File.ReadAllText(file)) > 1).Select(Repository.Relative);

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Files_stay_short()
    {
        var wrong = Sources.Select(file => (File: Repository.Relative(file), Lines: File.ReadLines(file).Count()))
            .Where(file => file.Lines > 400).Select(file => $"{file.File}: {file.Lines} lines");

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Names_say_what_a_thing_is()
    {
        var wrong = Sources.Select(Repository.Relative).Where(file => DrawerName().IsMatch(Path.GetFileNameWithoutExtension(file)));

        wrong.ShouldBeEmpty("Helper, Manager and Util are drawers, not names");
    }

    [Fact]
    public void Interfaces_stand_at_ports_only()
    {
        var interfaces = Sources.SelectMany(file => PublicInterface().Matches(File.ReadAllText(file))).Select(match => match.Groups["name"].Value);

        interfaces.ShouldBeSubsetOf(Ports);
    }

    [Fact]
    public void Public_classes_are_sealed_or_made_to_be_derived_from()
    {
        var open =
            from file in Repository.SourceFiles("src")
            from match in OpenClass().Matches(File.ReadAllText(file))
            select $"{Repository.Relative(file)}: {match.Groups["name"].Value}";

        open.ShouldBe(["src/Dataplatform.Sdk.Abstractions/DataplatformException.cs: DataplatformException"]);
    }

    [GeneratedRegex(@"^public (?!delegate)[\w ]*\b(class|record|struct|interface|enum)\b", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex("(Helper|Helpers|Manager|Util|Utils|Utilities)$")]
    private static partial Regex DrawerName();

    [GeneratedRegex(@"^(public|internal) interface (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicInterface();

    [GeneratedRegex(@"^public (partial )?(class|record) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex OpenClass();
}
