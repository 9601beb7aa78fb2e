using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Tests.CodeVersions;

/// <summary>
/// After each edit exactly the steps that mean something else have another version: as people build while they edit, and with
/// <c>THOROUGH=1</c> as they release.
/// </summary>
public sealed class EditMatrixTests
{
    private static readonly Dictionary<OptimizationLevel, Lazy<Dictionary<string, string>>> Before = new()
    {
        [OptimizationLevel.Release] = new(() => HashesOf(new VersionBuild())),
        [OptimizationLevel.Debug] = new(() => HashesOf(new VersionBuild { Optimization = OptimizationLevel.Debug })),
    };

    public static TheoryData<string, OptimizationLevel> Edits =>
        [.. from edit in VersionEdits.All from optimization in Optimizations select (edit.Name, optimization)];

    private static IEnumerable<OptimizationLevel> Optimizations =>
        Environment.GetEnvironmentVariable("THOROUGH") == "1" ? [OptimizationLevel.Debug, OptimizationLevel.Release] : [OptimizationLevel.Debug];

    [Theory, MemberData(nameof(Edits))]
    public void An_edit_makes_exactly_those_steps_stale_that_it_concerns(string name, OptimizationLevel optimization)
    {
        var edit = VersionEdits.All.Single(edit => edit.Name == name);
        var after = HashesOf(edit.Apply(new VersionBuild { Optimization = optimization }));
        var before = Before[optimization].Value;
        before.Keys.Where(step => before[step] != after[step]).Order(StringComparer.Ordinal).ShouldBe(edit.Stale.Order(StringComparer.Ordinal), name);
    }

    [Fact]
    public void There_are_enough_edits_of_both_kinds()
    {
        VersionEdits.All.Count(edit => edit.Stale.Length > 0).ShouldBeGreaterThanOrEqualTo(50);
        VersionEdits.All.Count(edit => edit.Stale.Length == 0).ShouldBeGreaterThanOrEqualTo(40);
    }

    private static Dictionary<string, string> HashesOf(VersionBuild build) => build.Versions().ToDictionary(version => version.Key, version => version.Value.Hash, StringComparer.Ordinal);
}
