using Dataplatform.Sdk.DuckDb.Tests.Contracts;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Tests.Store;

public sealed class InputTests : StoreTest
{
    [Fact]
    public async Task A_query_sees_its_inputs_by_their_names_and_aliases()
    {
        await PublishAsync(Orders, Some(4));
        await using var session = await BeginAsync();
        await session.BindAsync(new InputBinding.Published(Orders, "order"), CancellationToken.None);
        var staged = await QueryAsync(session, Totals, Order.Schema, """select o.* from "order" o join "order" using (order_id) where "order".order_id > 1""");
        staged.Rows.ShouldBe(3);
    }

    [Fact]
    public async Task Inputs_of_one_step_are_unknown_to_another()
    {
        await PublishAsync(Orders, Some(4));
        await using var session = await BeginAsync();
        await session.BindAsync(new InputBinding.Published(Orders, "orders_here"), CancellationToken.None);
        await using var other = await BeginAsync();
        (await Should.ThrowAsync<DataplatformException>(QueryAsync(other, Totals, Order.Schema, "select * from orders_here"))).Message.ShouldContain("orders_here does not exist");
    }

    [Fact]
    public async Task Rows_may_be_read_while_others_are_written()
    {
        await PublishAsync(Orders, Some(20_000));
        await using var session = await BeginAsync();
        var input = new InputBinding.Published(Orders, "orders");
        await session.BindAsync(input, CancellationToken.None);
        var source = session.Open(input, Order.Codec);
        var rows = source.ReadAsync(null, CancellationToken.None).Zip(source.ReadAsync(null, CancellationToken.None), (a, b) => a with { Amount = a.Amount + b.Amount });
        var staged = await session.StageRowsAsync(new StageTarget(Totals), Order.Codec, rows, CancellationToken.None);
        await session.PublishAsync([staged], CancellationToken.None);
        Ask("select sum(amount)::bigint from sales.totals")[0][0].ShouldBe(40_000L);
    }

    [Fact]
    public async Task An_inline_query_is_an_input_of_queries_and_of_code()
    {
        await PublishAsync(Orders, Some(4));
        await using var session = await BeginAsync();
        var input = new InputBinding.Inline(new AssetKey("sales/big"), "big", new SqlQuery("""select order_id, amount, note from "sales"."orders" where order_id > 2;""", []), Order.Schema);
        (await session.BindAsync(input, CancellationToken.None)).ShouldBeTrue();
        (await QueryAsync(session, Totals, Order.Schema, "select * from big")).Rows.ShouldBe(2);
        (await ListAsync(session.Open(input, Order.Codec).ReadAsync(null, CancellationToken.None))).Select(order => order.OrderId).ShouldBe([3, 4]);
    }

    [Fact]
    public async Task An_inline_query_keeps_its_contract()
    {
        await using var session = await BeginAsync();
        var input = new InputBinding.Inline(new AssetKey("sales/big"), "big", new SqlQuery("select 1 as order_id", []), Order.Schema);
        (await Should.ThrowAsync<DataplatformException>(session.BindAsync(input, CancellationToken.None).AsTask())).Message.ShouldContain("column 'amount'");
    }

    [Fact]
    public async Task A_foreign_relation_may_have_more_columns_and_narrower_types()
    {
        Ask("create schema erp");
        Ask("create table erp.t as select 7::smallint as order_id, 1.5::decimal(5,1) as amount, null::varchar as note, true as more");
        await using var session = await BeginAsync();
        var input = new InputBinding.Foreign(new AssetKey("erp/orders"), "erp_orders", "erp", "t", Order.Schema);
        (await session.BindAsync(input, CancellationToken.None)).ShouldBeTrue();
        (await ListAsync(session.Open(input, Order.Codec).ReadAsync(null, CancellationToken.None))).ShouldBe([new Order(7, 1.5m, null)]);
        (await QueryAsync(session, Totals, Order.Schema, "from erp_orders")).Rows.ShouldBe(1);
    }

    [Fact]
    public async Task A_foreign_relation_with_missing_values_says_so()
    {
        Ask("create table t as select null::bigint as order_id, 1::decimal(5,1) as amount, '' as note");
        await using var session = await BeginAsync();
        var input = new InputBinding.Foreign(new AssetKey("erp/orders"), "o", "main", "t", Order.Schema);
        await session.BindAsync(input, CancellationToken.None);
        (await Should.ThrowAsync<DataplatformException>(ListAsync(session.Open(input, Order.Codec).ReadAsync(null, CancellationToken.None))))
            .Message.ShouldStartWith("Column 'order_id' of the asset 'erp/orders' holds a missing value");
    }

    [Fact]
    public async Task A_foreign_relation_that_is_not_there_is_named()
    {
        await using var session = await BeginAsync();
        var input = new InputBinding.Foreign(new AssetKey("erp/orders"), "o", "erp", "t", Order.Schema);
        (await Should.ThrowAsync<DataplatformException>(session.BindAsync(input, CancellationToken.None).AsTask()))
            .Message.ShouldStartWith("The relation \"erp\".\"t\" of the external asset 'erp/orders' is wrong.");
    }

    [Fact]
    public async Task Rows_of_another_store_are_there_for_the_session_only()
    {
        await using (var session = await BeginAsync())
        {
            var input = new InputBinding.Published(new AssetKey("lake/events"), "events");
            await session.BindRowsAsync(input, Order.Codec, Some(5000).ToAsyncEnumerable(), CancellationToken.None);
            (await QueryAsync(session, Totals, Order.Schema, "from events")).Rows.ShouldBe(5000);
            (await ListAsync(session.Open(input, Order.Codec).ReadAsync(null, CancellationToken.None))).Count.ShouldBe(5000);
            (await Store.ListAsync(CancellationToken.None)).ShouldBeEmpty();
        }

        Relations().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_table_of_an_older_contract_is_read_where_nothing_is_lost()
    {
        await using (var session = await BeginAsync())
        {
            var narrow = Cell.Codec(new ColumnType(ColumnKind.Int16), name: "order_id");
            await session.PublishAsync([await session.StageRowsAsync(new StageTarget(Orders), narrow, new[] { new Cell((short)7) }.ToAsyncEnumerable(), CancellationToken.None)], CancellationToken.None);
        }

        await using var reader = await BeginAsync();
        var input = new InputBinding.Published(Orders, "orders");
        await reader.BindAsync(input, CancellationToken.None);
        var wide = Cell.Codec(new ColumnType(ColumnKind.Int64), name: "order_id");
        (await ListAsync(reader.Open(input, wide).ReadAsync(null, CancellationToken.None))).ShouldBe([new Cell(7L)]);
        (await Should.ThrowAsync<DataplatformException>(ListAsync(reader.Open(input, Order.Codec).ReadAsync(null, CancellationToken.None))))
            .Message.ShouldStartWith("The asset 'sales/orders' does not match its contract:");
    }

    [Fact]
    public async Task Reading_can_be_cancelled()
    {
        await PublishAsync(Orders, Some(50_000));
        await using var session = await BeginAsync();
        var input = new InputBinding.Published(Orders, "orders");
        await session.BindAsync(input, CancellationToken.None);
        using var cancellation = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var order in session.Open(input, Order.Codec).ReadAsync(null, cancellation.Token))
            {
                await cancellation.CancelAsync();
            }
        });
    }
}
