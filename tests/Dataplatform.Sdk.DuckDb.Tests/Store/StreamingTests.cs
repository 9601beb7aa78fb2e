using System.Diagnostics;
using System.Runtime.CompilerServices;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Tests.Contracts;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Tests.Store;

/// <summary>What holds of every stream: it ends when it should, leaves nothing behind, and is not alone.</summary>
public sealed class StreamingTests : StoreTest
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly InputBinding.Published Far = new(new AssetKey("lake/events"), "events");

    [Theory]
    [InlineData("from events")]
    [InlineData("select * from events where order_id > (select 0)")]
    [InlineData("with e as (from events) select a.* from e a join e b using (order_id)")]
    [InlineData("select a.* from events a join events b using (order_id) join events c using (order_id)")]
    public async Task Rows_of_another_store_are_read_once_for_each_query_and_leave_no_table_behind(string query)
    {
        var readings = 0;
        await using var session = await BeginAsync();
        await session.BindRowsAsync(Far, Order.Codec, Counted(), CancellationToken.None);
        Relations().ShouldBeEmpty();
        readings.ShouldBe(0);
        (await QueryAsync(session, Totals, Order.Schema, query)).Rows.ShouldBe(5000);
        readings.ShouldBe(1);
        Relations().Count.ShouldBe(1, "the stage alone");
        (await ListAsync(session.Open(Far, Order.Codec).ReadAsync(7, CancellationToken.None))).Count.ShouldBe(7);

        async IAsyncEnumerable<Order> Counted()
        {
            Interlocked.Increment(ref readings);
            foreach (var order in Some(5000))
            {
                yield return order;
            }

            await Task.CompletedTask;
        }
    }

    [Theory]
    [InlineData("from events")]
    [InlineData("select a.* from events a join events b using (order_id)")]
    public async Task What_a_stream_throws_fails_the_query_that_reads_it_and_leaves_no_stage(string query)
    {
        await using var session = await BeginAsync();
        await session.BindRowsAsync(Far, Order.Codec, Failing(), CancellationToken.None);
        (await Should.ThrowAsync<ArithmeticException>(QueryAsync(session, Totals, Order.Schema, query))).StackTrace!.ShouldContain(nameof(Failing));
        Relations().ShouldBeEmpty();
        (await StageAsync(session, Orders, Some(3))).Rows.ShouldBe(3);
    }

    [Theory]
    [InlineData("from events")]
    [InlineData("select a.* from events a join events b using (order_id)")]
    public async Task A_query_that_waits_for_rows_of_another_store_ends_within_a_second_of_its_cancellation(string query)
    {
        var waiting = new TaskCompletionSource();
        using var cancellation = new CancellationTokenSource();
        await using var session = await BeginAsync();
        await session.BindRowsAsync(Far, Order.Codec, Waiting(waiting), cancellation.Token);
        await EndsSoonAsync(Task.Run(async () => await session.StageQueryAsync(new StageTarget(Totals), Order.Schema, new SqlQuery(query, []), cancellation.Token)), waiting.Task, cancellation);
        Relations().ShouldBeEmpty();
        (await StageAsync(session, Orders, Some(3))).Rows.ShouldBe(3);
    }

    [Fact]
    public async Task Staging_rows_ends_within_a_second_of_its_cancellation()
    {
        var waiting = new TaskCompletionSource();
        using var cancellation = new CancellationTokenSource();
        await using var session = await BeginAsync();
        await EndsSoonAsync(Task.Run(async () => await session.StageRowsAsync(new StageTarget(Totals), Order.Codec, Waiting(waiting), cancellation.Token)), waiting.Task, cancellation);
        Relations().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stream_whose_query_takes_long_ends_within_a_second_of_its_cancellation()
    {
        await using var session = await BeginAsync();
        var input = new InputBinding.Inline(Orders, "orders", new SqlQuery("select count(*)::bigint as order_id, 1::decimal(28, 10) as amount, null::varchar as note from range(1e12::bigint)", []), Order.Schema);
        await session.BindAsync(input, CancellationToken.None);
        using var cancellation = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        await EndsSoonAsync(
            Task.Run(async () =>
            {
                begun.SetResult();
                await ListAsync(session.Open(input, Order.Codec).ReadAsync(null, cancellation.Token));
            }),
            begun.Task,
            cancellation);
    }

    [Fact]
    public async Task Streams_left_early_leave_nothing_open()
    {
        await PublishAsync(Orders, Some(50_000));
        await using (var session = await BeginAsync())
        {
            var input = new InputBinding.Published(Orders, "orders");
            await session.BindAsync(input, CancellationToken.None);
            await session.BindRowsAsync(Far, Order.Codec, session.Open(input, Order.Codec).ReadAsync(null, CancellationToken.None), CancellationToken.None);
            for (var i = 0; i < 20; i++)
            {
                await foreach (var order in session.Open(input, Order.Codec).ReadAsync(null, CancellationToken.None))
                {
                    break;
                }
            }

            (await QueryAsync(session, Totals, Order.Schema, "from events limit 1")).Rows.ShouldBe(1);
        }

        await Store.DisposeAsync();

        // The same process gets a database with other settings only when the last native handle of the one before is closed.
        using (var database = DuckDbDatabase.Open(new DuckDbOpenOptions { Path = DatabasePath, ReadOnly = true }))
        using (var connection = database.Connect())
        {
            connection.Query("select count(*) from sales.orders")[0][0].ShouldBe(50_000L);
        }

        await ReopenAsync();
    }

    [Fact]
    public async Task Several_streams_of_one_table_run_at_once_while_others_are_staged()
    {
        await PublishAsync(Orders, Some(20_000));
        await using var session = await BeginAsync();
        var input = new InputBinding.Published(Orders, "orders");
        await session.BindAsync(input, CancellationToken.None);
        var source = session.Open(input, Order.Codec);
        var work = Enumerable.Range(0, 4).Select(async i =>
        {
            (await ListAsync(source.ReadAsync(null, CancellationToken.None))).Select(order => order.OrderId).ShouldBe(Enumerable.Range(1, 20_000).Select(n => (long)n));
            await using var other = await BeginAsync();
            var copy = new StageTarget(new AssetKey("sales", $"copy_{i}"));
            (await other.StageRowsAsync(copy, Order.Codec, source.ReadAsync(null, CancellationToken.None), CancellationToken.None)).Rows.ShouldBe(20_000);
            await other.BindRowsAsync(Far, Order.Codec, source.ReadAsync(null, CancellationToken.None), CancellationToken.None);
            (await QueryAsync(other, Totals, Order.Schema, "select e.* from events e join events using (order_id)")).Rows.ShouldBe(20_000);
        });
        await Task.WhenAll(work).WaitAsync(TimeSpan.FromMinutes(1));
    }

    private static async Task EndsSoonAsync(Task work, Task begun, CancellationTokenSource cancellation)
    {
        await begun;
        var watch = Stopwatch.StartNew();
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(work);
        watch.Elapsed.ShouldBeLessThan(Soon);
    }

    private static async IAsyncEnumerable<Order> Waiting(TaskCompletionSource waiting, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return new Order(1, 1, null);
        waiting.TrySetResult();
        await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
    }

    private static async IAsyncEnumerable<Order> Failing()
    {
        yield return new Order(1, 1, null);
        await Task.Yield();
        throw new ArithmeticException("my own");
    }
}
