using Dataplatform.Sdk.DuckDb.Tests.Contracts;

namespace Dataplatform.Sdk.DuckDb.Tests.Store;

public sealed class AdHocQueryTests : StoreTest
{
    [Fact]
    public async Task Assets_are_asked_by_their_public_names()
    {
        await PublishAsync(Orders, Some(3000));
        var (columns, rows) = await RunAsync("select order_id, amount, note from sales.orders order by 1");
        columns.ShouldBe(["order_id BIGINT", "amount DECIMAL(28,10)", "note VARCHAR"]);
        rows.Count.ShouldBe(3000);
        rows[1].ShouldBe([2L, 1m, null]);
    }

    [Fact]
    public async Task Types_without_a_form_in_NET_come_as_text()
    {
        var (columns, rows) = await RunAsync("select [1, 2] as a, {'x': 1} as a, interval 3 days as i, 'v' as v;");
        columns.ShouldBe(["a INTEGER[]", "a STRUCT", "i INTERVAL", "v VARCHAR"]);
        rows[0].ShouldBe(["[1, 2]", "{'x': 1}", "3 days", "v"]);
    }

    [Theory]
    [InlineData("explain select 1")]
    [InlineData("describe select 1 as a")]
    [InlineData("summarize select 1 as a")]
    [InlineData("show tables")]
    [InlineData("from range(3)")]
    public async Task What_only_asks_is_allowed(string sql) => (await RunAsync(sql)).Columns.Count.ShouldBePositive();

    [Theory]
    [InlineData("insert into t values (1)")]
    [InlineData("create table x (i int)")]
    [InlineData("drop view sales.orders")]
    [InlineData("copy (select 1) to 'x.csv'")]
    [InlineData("attach 'x.duckdb'")]
    [InlineData("set threads = 1")]
    [InlineData("explain analyze insert into t values (1)")]
    [InlineData("select nextval('_dataplatform.fences')")]
    [InlineData("select 1; drop table t")]
    [InlineData("select nope")]
    public async Task What_writes_or_is_wrong_is_refused(string sql)
    {
        Ask("create table t (i int)");
        await Should.ThrowAsync<DataplatformException>(RunAsync(sql));
        Ask("select count(*) from t")[0][0].ShouldBe(0L);
    }

    [Fact]
    public async Task A_long_query_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource(50);
        await Should.ThrowAsync<OperationCanceledException>(Store.QueryAsync("select count(*) from range(1e12::bigint)", cancellation.Token).AsTask());
    }

    private async Task<(List<string> Columns, List<IReadOnlyList<object?>> Rows)> RunAsync(string sql)
    {
        await using var result = await Store.QueryAsync(sql, CancellationToken.None);
        return ([.. result.Columns.Select(column => $"{column.Name} {column.Type}")], await ListAsync(result.ReadAsync(CancellationToken.None)));
    }
}
