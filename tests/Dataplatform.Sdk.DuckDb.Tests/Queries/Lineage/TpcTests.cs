using Dataplatform.Sdk.DuckDb.Queries.Lineage;

namespace Dataplatform.Sdk.DuckDb.Tests.Queries.Lineage;

public sealed class TpcTests
{
    [Theory]
    [InlineData("tpch", 22)]
    [InlineData("tpcds", 99)]
    public void Every_query_is_followed_without_a_doubt(string schema, int count)
    {
        var resolver = new DuckDbQueryLineage();
        var tables = LineageData.TablesOf(schema);
        var queries = LineageData.QueriesOf($"{schema}.sql");

        queries.Count.ShouldBe(count);
        foreach (var (name, sql) in queries)
        {
            var lineage = resolver.Resolve(sql, tables);

            lineage.Doubts.ShouldBeEmpty(name);
            lineage.Columns.ShouldNotBeEmpty(name);
            (lineage.Columns.Sum(column => column.Edges.Count) + lineage.Rows.Count).ShouldBeGreaterThan(0, name);
        }
    }
}
