using Dataplatform.Sdk.DuckDb.Queries.Lineage;

namespace Dataplatform.Sdk.DuckDb.Tests.Queries.Lineage;

public sealed class LineageCaseTests
{
    private static readonly DuckDbQueryLineage Resolver = new();

    public static TheoryData<string> Names => [.. Cases.Keys];

    private static Dictionary<string, (string Sql, string Lineage)> Cases { get; } = Read();

    [Theory]
    [MemberData(nameof(Names))]
    public void Lineage_is_as_checked_by_hand(string name)
    {
        var (sql, expected) = Cases[name];
        LineageText.Of(Resolver.Resolve(sql, LineageData.Tables)).ShouldBe(expected, name);
    }

    [Fact]
    public void There_are_at_least_sixty_cases() => Cases.Count.ShouldBeGreaterThanOrEqualTo(60);

    internal static Dictionary<string, (string Sql, string Lineage)> Read()
    {
        var cases = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        foreach (var block in LineageData.Read("cases.txt").Split("\n== ").Skip(1))
        {
            var lines = block.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            cases.Add(lines[0], (
                string.Join('\n', lines.Skip(1).Where(line => !line.StartsWith("->", StringComparison.Ordinal))),
                string.Join('\n', lines.Where(line => line.StartsWith("->", StringComparison.Ordinal)))));
        }

        return cases;
    }
}
