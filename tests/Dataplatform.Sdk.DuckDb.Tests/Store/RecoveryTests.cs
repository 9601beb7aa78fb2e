using Dataplatform.Sdk.DuckDb.Tests.Contracts;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Tests.Store;

public sealed class RecoveryTests : StoreTest
{
    [Fact]
    public async Task What_is_published_survives_a_restart()
    {
        await PublishAsync(Orders, Some(3));
        await ReopenAsync();
        await using var session = await BeginAsync();
        (await ReadAsync(session, Orders)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Stages_of_a_dead_process_are_dropped_at_open()
    {
        await PublishAsync(Orders, Some(3));
        await using var session = await BeginAsync();
        await StageAsync(session, Orders, Some(9));
        Ask("update _dataplatform.versions set owner = uuid() where published_at is null");
        Relations().Count.ShouldBe(2);

        await ReopenAsync();
        Relations().Count.ShouldBe(1);
        Ask("select count(*) from sales.orders")[0][0].ShouldBe(3L);
    }

    [Fact]
    public async Task A_second_store_in_this_process_leaves_the_stages_of_the_first_alone()
    {
        await using var session = await BeginAsync();
        var staged = await StageAsync(session, Orders, Some(9));
        await using (var second = new DuckDbAssetStore(DatabasePath))
        {
            await second.OpenAsync(CancellationToken.None);
        }

        await session.PublishAsync([staged], CancellationToken.None);
        Ask("select count(*) from sales.orders")[0][0].ShouldBe(9L);
    }

    [Fact]
    public async Task Opening_again_does_nothing()
    {
        await PublishAsync(Orders, Some(3));
        await Store.OpenAsync(CancellationToken.None);
        (await Store.ListAsync(CancellationToken.None)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Rows_that_fail_in_the_middle_leave_nothing()
    {
        await using var session = await BeginAsync();
        var rows = Some(300_000).ToAsyncEnumerable().Select((order, i) => i == 299_999 ? throw new InvalidOperationException("shop is closed") : order);
        await Should.ThrowAsync<InvalidOperationException>(
            session.StageRowsAsync(new StageTarget(Orders), Order.Codec, rows, CancellationToken.None).AsTask());
        Relations().ShouldBeEmpty();
    }

    [Fact]
    public async Task Rows_that_are_cancelled_leave_nothing()
    {
        using var cancellation = new CancellationTokenSource();
        await using var session = await BeginAsync();
        var rows = Some(100_000).ToAsyncEnumerable().Select((order, i) =>
        {
            if (i == 50_000)
            {
                cancellation.Cancel();
            }

            return order;
        });
        await Should.ThrowAsync<OperationCanceledException>(
            session.StageRowsAsync(new StageTarget(Orders), Order.Codec, rows, cancellation.Token).AsTask());
        Relations().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_query_that_is_cancelled_leaves_nothing_and_the_session_is_good()
    {
        using var cancellation = new CancellationTokenSource(100);
        await using var session = await BeginAsync();
        await Should.ThrowAsync<OperationCanceledException>(session.StageQueryAsync(
            new StageTarget(Orders), Order.Schema, new SqlQuery("select range as order_id, 1 as amount, null::varchar as note from range(1e12::bigint)", []), cancellation.Token).AsTask());
        Relations().ShouldBeEmpty();
        (await QueryAsync(session, Orders, Order.Schema, "select 1 as order_id, 1 as amount, null::varchar as note")).Rows.ShouldBe(1);
    }

    [Fact]
    public async Task A_database_of_a_newer_layout_is_refused()
    {
        Ask("update _dataplatform.store set layout = 99");
        (await Should.ThrowAsync<DataplatformException>(ReopenAsync())).Message.ShouldContain("written by a newer Dataplatform.Sdk");
    }
}
