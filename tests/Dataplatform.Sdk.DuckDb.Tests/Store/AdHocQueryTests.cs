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
        columns.ShouldBe(["a INTEGER[]", "a STRUCT(\"x\" INTEGER)", "i INTERVAL", "v VARCHAR"]);
        rows[0].ShouldBe(["[1, 2]", "{'x': 1}", "3 days", "v"]);
    }

    [Theory]
    [InlineData("explain select 1")]
    [InlineData("-- why\nexplain analyze /* ; */ select 1")]
    [InlineData("EXPLAIN (format json) select 1;")]
    [InlineData("explain (from range(3))")]
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
    [InlineData("explain insert into t values (1)")]
    [InlineData("explain (analyze) insert into t values (1)")]
    [InlineData("select nextval('_dataplatform.fences')")]
    [InlineData("select 1; drop table t")]
    [InlineData("select nope")]
    public async Task What_writes_or_is_wrong_is_refused(string sql)
    {
        Ask("create table t (i int)");
        await Should.ThrowAsync<DataplatformException>(RunAsync(sql));
        Ask("select count(*) from t")[0][0].ShouldBe(0L);
    }

    [Theory]
    [InlineData("explain analyze copy (select 1) to '@'")]
    [InlineData("explain (analyze, format json) copy (select 1) to '@'")]
    [InlineData("explain /* analyze */ analyze copy (select 1) to '@'")]
    [InlineData("explain copy (select 1) to '@'")]
    public async Task Explaining_writes_no_file(string sql)
    {
        var file = DatabasePath + ".csv";
        await Should.ThrowAsync<DataplatformException>(RunAsync(sql.Replace("@", file, StringComparison.Ordinal)));
        File.Exists(file).ShouldBeFalse();
    }

    [Theory]
    [InlineData("99999999999999999999999999999999999999::decimal(38,0)", "99999999999999999999999999999999999999")]
    [InlineData("-1234567890123456789012345678.0123456789::decimal(38,10)", "-1234567890123456789012345678.0123456789")]
    [InlineData("'infinity'::timestamp", "infinity")]
    [InlineData("'-infinity'::date", "-infinity")]
    [InlineData("'infinity'::timestamptz", "infinity")]
    [InlineData("'24:00:00'::time", "24:00:00")]
    [InlineData("'290000-01-01'::date", "290000-01-01")]
    public async Task Values_that_NET_has_not_come_as_text(string sql, string text) =>
        (await RunAsync($"select 1 as one, {sql} as value")).Rows[0].ShouldBe([1, text]);

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
