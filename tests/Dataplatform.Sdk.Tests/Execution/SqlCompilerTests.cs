using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Tests.Fakes;

namespace Dataplatform.Sdk.Tests.Execution;

public sealed class SqlCompilerTests
{
    private static readonly AssetGraph Graph = new TestCatalog()
        .External("erp/files", () => External.Query($"from 'x.csv'"))
        .External("erp/table")
        .Rows("raw/orders")
        .Query("stg/one", step => $"select * from {step.Table<Item>(0)} where id > {1}", ["raw/orders"], asset => asset with { As = Materialize.Ephemeral })
        .Query("marts/view", step => $"from {step.Table<Item>(0)}", ["stg/one"], asset => asset with { As = Materialize.View })
        .Query("marts/table", step => $"select * from {step.Table<Item>(0)} where id = {7}", ["stg/one"])
        .Query("marts/reads", step => $"select {step.Table<Item>(0).CountAsync().AsTask().Result}", ["raw/orders"])
        .Query("marts/text", step => $"from {step.Table<Item>(0).ToString()}", ["raw/orders"])
        .Graph();

    [Theory]
    [InlineData("marts/table", "select * from \"one\" where id = $1::int32")]
    [InlineData("marts/view", "with \"stg/one\" as (\nselect CAST(\"id\" AS int64) AS \"id\" from (\nselect * from \"raw\".\"orders\" where id > CAST('1' AS int32)\n)\n) select * from (\nfrom \"stg/one\"\n)")]
    [InlineData("stg/one", "select * from \"raw\".\"orders\" where id > CAST('1' AS int32)")]
    [InlineData("erp/files", "from 'x.csv'")]
    public void A_query_is_rendered_as_a_run_would(string key, string sql) => Compile(key).Text.ShouldBe(sql);

    [Fact]
    public void Parameters_come_along() => Compile("marts/table").Parameters.Single().Value.ShouldBe(7);

    [Theory]
    [InlineData("raw/orders", "'raw/orders' is made by C# code ('TestAssets.RawOrders'), not by a query.")]
    [InlineData("erp/table", "'erp/table' is a relation of its store; it has no query.")]
    [InlineData("marts/reads", "'TestAssets.MartsReads' reads rows, so its query cannot be rendered without running it. A SQL asset takes only tables and [Config].")]
    [InlineData("marts/text", "The table 'raw/orders' was turned into text. Write it into a Sql<T> query: $\"from {orders}\" returned as Sql<T>.")]
    [InlineData("marts/tabel", "There is no asset 'marts/tabel'. Did you mean 'marts/table'?")]
    public void What_has_no_query_says_so(string key, string message) =>
        Should.Throw<DataplatformException>(() => Compile(key)).Message.ShouldBe(message);

    private static SqlQuery Compile(string key) => SqlCompiler.Compile(Graph, new(key), TestDialect.Instance);
}
