using System.Globalization;
using System.Text.Json;
using Dataplatform.Sdk.DuckDb.Queries.Lineage;
using Dataplatform.Sdk.Lineage;

namespace Dataplatform.Sdk.DuckDb.Tests.Queries.Lineage;

/// <summary>Direct edges are what sqlglot calls lineage, except where a list of differences says why not.</summary>
public sealed class SqlglotTests
{
    private static readonly DuckDbQueryLineage Resolver = new();

    private static readonly Dictionary<string, string> Differences = LineageData.Read("sqlglot-differences.txt").Split('\n')
        .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' ', 4))
        .ToDictionary(words => $"{words[0]} {words[1]}", words => words[2], StringComparer.Ordinal);

    public static TheoryData<string> Ids => [.. Cases.Keys];

    internal static Dictionary<string, (string Sql, Dictionary<string, List<string>> Columns)> Cases { get; } = Read();

    [Theory]
    [MemberData(nameof(Ids))]
    public void Direct_edges_are_those_of_sqlglot(string id)
    {
        var (sql, expected) = Cases[id];
        var lineage = Resolver.Resolve(sql, LineageData.TablesOf(id.Split('-')[0]));

        lineage.Doubts.ShouldBeEmpty();
        foreach (var (name, sources) in expected)
        {
            // sqlglot numbers columns without a name.
            var column = name.StartsWith("_col_", StringComparison.Ordinal)
                ? lineage.Columns[int.Parse(name.AsSpan(5), CultureInfo.InvariantCulture)]
                : lineage.Columns.First(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            var direct = Sources(column, LineageUse.Value);
            switch (Differences.GetValueOrDefault($"{id} {name}"))
            {
                case null:
                    direct.ShouldBe(sources, $"{id} {name}");
                    break;
                case "window":
                    direct.ShouldNotBe(sources, $"{id} {name} is no difference any more");
                    Sources(column, LineageUse.Value | LineageUse.Window).ShouldBe(sources, $"{id} {name}");
                    break;
                default:
                    direct.ShouldBeEmpty($"{id} {name}");
                    lineage.Rows.Where(edge => (edge.Use & LineageUse.Group) != 0).Select(edge => edge.Source.ToString()).ShouldContain(sources.Single());
                    break;
            }
        }
    }

    [Fact]
    public void Every_difference_is_of_a_case() =>
        Differences.Keys.Where(key => !Cases.TryGetValue(key.Split(' ')[0], out var found) || !found.Columns.ContainsKey(key.Split(' ')[1])).ShouldBeEmpty();

    private static List<string> Sources(ColumnLineage column, LineageUse use) =>
        [.. column.Edges.Where(edge => (edge.Use & use) != 0).Select(edge => edge.Source.ToString()).Order(StringComparer.Ordinal)];

    private static Dictionary<string, (string Sql, Dictionary<string, List<string>> Columns)> Read()
    {
        var cases = new Dictionary<string, (string, Dictionary<string, List<string>>)>(StringComparer.Ordinal);
        foreach (var line in LineageData.Read("sqlglot-cases.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            cases.Add(root.GetProperty("id").GetString()!, (
                root.GetProperty("sql").GetString()!,
                root.GetProperty("columns").EnumerateObject().ToDictionary(
                    column => column.Name,
                    column => column.Value.EnumerateArray().Select(source => $"{source[0].GetString()!.Split('.')[^1]}.{source[1].GetString()}").Order(StringComparer.Ordinal).ToList())));
        }

        return cases;
    }
}
