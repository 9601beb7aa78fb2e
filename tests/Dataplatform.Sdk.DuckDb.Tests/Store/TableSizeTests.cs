using Dataplatform.Sdk.DuckDb.Tests.Contracts;

namespace Dataplatform.Sdk.DuckDb.Tests.Store;

public sealed class TableSizeTests : StoreTest
{
    [Fact]
    public async Task Rows_and_a_query_over_them_weigh_the_same()
    {
        await using var session = await BeginAsync();
        var rows = await StageAsync(session, Orders, Some(5_000));
        await session.PublishAsync([rows], CancellationToken.None);
        var query = await QueryAsync(session, Totals, Order.Codec.Schema, "select * from sales.orders");

        var expected = Some(5_000).Sum(order => 8 + 16 + (long)(order.Note?.Length ?? 0));
        rows.Bytes.ShouldBe(expected);
        query.Bytes.ShouldBe(expected);
    }

    [Fact]
    public async Task An_empty_table_weighs_nothing()
    {
        await using var session = await BeginAsync();

        (await StageAsync(session, Orders)).Bytes.ShouldBe(0);
        (await QueryAsync(session, Totals, Order.Codec.Schema, "select 1::bigint as order_id, 1::decimal(28,10) as amount, null::varchar as note where false")).Bytes.ShouldBe(0);
    }
}
