using System.Globalization;
using Dataplatform.Sdk.DuckDb.Queries.Lineage;
using Dataplatform.Sdk.Lineage;

namespace Dataplatform.Sdk.DuckDb.Tests.Queries.Lineage;

public sealed class PerturbationTests
{
    private static readonly DuckDbQueryLineage Resolver = new();
    private static readonly bool IsThorough = Environment.GetEnvironmentVariable("THOROUGH") == "1";

    private static readonly Dictionary<string, int> Seeds = LineageData.Read("tpc-seeds.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => line[0] != '#').Select(line => line.Split(' ')).ToDictionary(words => words[0], words => int.Parse(words[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    [Fact]
    public void Nothing_changes_that_lineage_of_the_cases_does_not_reach()
    {
        var cases = LineageCaseTests.Read().Select(pair => (pair.Key, pair.Value.Sql)).ToList();

        // Most of these queries show a change; the others read nothing, or what they read decides the rows.
        Check(cases, LineageData.Tables).ShouldBeGreaterThan(cases.Count / 2);
    }

    [Fact]
    public void Nothing_changes_that_lineage_of_the_cases_of_sqlglot_does_not_reach()
    {
        foreach (var schema in SqlglotTests.Cases.Where((_, i) => IsThorough || i % 6 == 0).GroupBy(pair => pair.Key.Split('-')[0]))
        {
            Check([.. schema.Select(pair => (pair.Key, pair.Value.Sql))], LineageData.TablesOf(schema.Key));
        }
    }

    [Theory]
    [InlineData("tpch")]
    [InlineData("tpcds")]
    public void Nothing_changes_that_lineage_of_the_tpc_queries_does_not_reach(string schema)
    {
        var queries = LineageData.TpcOf(schema).Where((_, i) => IsThorough || i % 20 == 8).ToList();

        Check(queries, LineageData.TablesOf(schema)).ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("tpch")]
    [InlineData("tpcds")]
    public void Most_tpc_queries_find_something_in_random_tables(string schema)
    {
        foreach (var (name, sql) in LineageData.TpcOf(schema).Where(query => Seeds.ContainsKey(query.Name)).Where((_, i) => IsThorough || i % 8 == 0))
        {
            using var perturbation = new Perturbation(sql, LineageData.TablesOf(schema), Seeds[name]);

            perturbation.Finds(Resolver.Resolve(sql, LineageData.TablesOf(schema)).Columns.Count).ShouldBeTrue(name);
        }

        Seeds.Keys.Count(name => name.StartsWith(schema, StringComparison.Ordinal)).ShouldBeGreaterThan(LineageData.TpcOf(schema).Count / 2);
    }

    [Fact]
    public void A_forgotten_edge_is_found()
    {
        const string Sql = "select a, sum(b) over (partition by k order by c) as running from t";
        var lineage = Resolver.Resolve(Sql, LineageData.Tables);
        using var perturbation = new Perturbation(Sql, LineageData.Tables, seed: 1);

        perturbation.Check(lineage).Mistakes.ShouldBeEmpty();
        foreach (var edge in lineage.Columns[1].Edges)
        {
            var less = lineage with { Columns = [lineage.Columns[0], lineage.Columns[1] with { Edges = [.. lineage.Columns[1].Edges.Where(other => other != edge)] }] };
            perturbation.Check(less).Mistakes.ShouldBe([$"{edge.Source} changed 'running'"]);
        }
    }

    [Fact]
    public void A_forgotten_edge_of_the_rows_is_found()
    {
        const string Sql = "select a from t where b > c";
        using var perturbation = new Perturbation(Sql, LineageData.Tables, seed: 1);

        perturbation.Check(Resolver.Resolve(Sql, LineageData.Tables) with { Rows = [] }).Mistakes.ShouldAllBe(mistake => mistake.StartsWith("t.b changed", StringComparison.Ordinal) || mistake.StartsWith("t.c changed", StringComparison.Ordinal));
        perturbation.Check(Resolver.Resolve(Sql, LineageData.Tables) with { Rows = [] }).Mistakes.ShouldNotBeEmpty();
    }

    // How many of the queries showed that anything changes.
    private static int Check(IReadOnlyList<(string Name, string Sql)> queries, IReadOnlyList<LineageTable> tables)
    {
        var mistakes = new List<string>();
        var changing = 0;
        foreach (var (name, sql) in queries)
        {
            var lineage = Resolver.Resolve(sql, tables);
            var first = Seeds.GetValueOrDefault(name, 1);
            var changes = 0;
            for (var seed = first; seed < first + (IsThorough ? 5 : 1); seed++)
            {
                using var perturbation = new Perturbation(sql, tables, seed);
                var (found, changed) = perturbation.Check(lineage);
                mistakes.AddRange(found.Select(mistake => $"{name} (seed {seed}): {mistake}"));
                changes += changed;
            }

            changing += changes > 0 ? 1 : 0;
        }

        mistakes.ShouldBeEmpty();
        return changing;
    }
}
