using Dataplatform.Sdk.DuckDb.Tests.Contracts;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Tests.Store;

public sealed class ViewTests : StoreTest
{
    private static readonly AssetKey Large = new("sales/large");

    [Fact]
    public async Task A_view_follows_its_inputs_and_has_the_types_of_its_contract()
    {
        await PublishAsync(Orders, Some(4));
        await PublishViewAsync("""select order_id::integer as order_id, amount, note from "sales"."orders" where order_id > 2""");
        Ask("select count(*) from sales.large")[0][0].ShouldBe(2L);
        Ask("select typeof(order_id) from sales.large limit 1")[0][0].ShouldBe("BIGINT");

        await PublishAsync(Orders, Some(10));
        Ask("select count(*) from sales.large")[0][0].ShouldBe(8L);
        var head = (await Store.ListAsync(CancellationToken.None)).Single(asset => asset.Key == Large);
        head.Rows.ShouldBeNull();
    }

    [Fact]
    public async Task A_view_is_an_input()
    {
        await PublishAsync(Orders, Some(4));
        await PublishViewAsync("""select * from "sales"."orders" where order_id > 2""");
        await using var session = await BeginAsync();
        (await ReadAsync(session, Large, "large")).Select(order => order.OrderId).ShouldBe([3, 4]);
        (await QueryAsync(session, Totals, Order.Schema, "from large")).Rows.ShouldBe(2);
    }

    [Fact]
    public async Task A_new_view_replaces_the_old_one()
    {
        await PublishAsync(Orders, Some(4));
        await PublishViewAsync("""select * from "sales"."orders" where order_id > 2""");
        await PublishViewAsync("""select * from "sales"."orders" where order_id > 3""");
        Ask("select count(*) from sales.large")[0][0].ShouldBe(1L);
        Relations().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_view_keeps_its_contract_and_sees_public_names_only()
    {
        await PublishAsync(Orders, Some(4));
        (await Should.ThrowAsync<DataplatformException>(PublishViewAsync("""select order_id from "sales"."orders" """)))
            .Message.ShouldContain("column 'amount' ('Order.Amount', DECIMAL(28,10)) is missing.");
        await using var session = await BeginAsync();
        await session.BindAsync(new InputBinding.Published(Orders, "temporary"), CancellationToken.None);
        (await Should.ThrowAsync<DataplatformException>(session.StageViewAsync(new StageTarget(Large), Order.Schema, new SqlQuery("from temporary", []), CancellationToken.None).AsTask()))
            .Message.ShouldContain("temporary does not exist");
    }

    [Fact]
    public async Task A_view_whose_input_lost_a_column_says_which_asset_cannot_be_read()
    {
        await PublishAsync(Orders, Some(4));
        await PublishViewAsync("""select order_id, amount, note from "sales"."orders" """);
        await using var session = await BeginAsync();
        var narrow = Cell.Codec(new ColumnType(ColumnKind.Int64), name: "order_id");
        await session.PublishAsync([await session.StageRowsAsync(new StageTarget(Orders), narrow, new[] { new Cell(1L) }.ToAsyncEnumerable(), CancellationToken.None)], CancellationToken.None);

        var error = await Should.ThrowAsync<DataplatformException>(ReadAsync(session, Large, "large"));
        error.Message.ShouldContain("sales/large");
    }

    private async Task PublishViewAsync(string sql)
    {
        await using var session = await BeginAsync();
        await session.PublishAsync([await session.StageViewAsync(new StageTarget(Large), Order.Schema, new SqlQuery(sql, []), CancellationToken.None)], CancellationToken.None);
    }
}
