using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Tests.Contracts;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Tests.Store;

public sealed class StageProgressTests : StoreTest
{
    [Fact]
    public async Task A_query_tells_how_far_it_is_while_it_runs()
    {
        await using (var rows = await BeginAsync())
        {
            await rows.PublishAsync([await QueryAsync(rows, Orders, Order.Codec.Schema, "select range as order_id, 1.5::decimal(12, 2) as amount, null::varchar as note from range(500000)")], CancellationToken.None);
        }

        await using var session = await BeginAsync();
        (await session.BindAsync(new InputBinding.Published(Orders, "orders"), CancellationToken.None)).ShouldBeTrue();
        using var cancellation = new CancellationTokenSource();
        var told = new Listener(progress =>
        {
            if (progress.Fraction > 0)
            {
                cancellation.Cancel();
            }
        });

        await Should.ThrowAsync<OperationCanceledException>(() => session.StageQueryAsync(
            new StageTarget(Totals) { Progress = told },
            Order.Codec.Schema,
            new SqlQuery("select a.order_id % 10 as order_id, sum(b.amount)::decimal(12, 2) as amount, max(a.note) as note from orders a, orders b group by all", []),
            cancellation.Token).AsTask());

        told.Told.ShouldAllBe(progress => progress.Rows == null && progress.Fraction >= 0 && progress.Fraction < 1);
    }

    [Fact]
    public async Task Rows_are_told_after_every_batch()
    {
        await using var session = await BeginAsync();
        var told = new Listener();

        await session.StageRowsAsync(new StageTarget(Orders) { Progress = told }, Order.Codec, Some(5000).ToAsyncEnumerable(), CancellationToken.None);

        told.Told.Select(progress => progress.Rows).ShouldBe([2048, 4096, 5000]);
    }

    [Fact]
    public async Task Rows_that_come_slowly_are_told_before_a_batch_is_full()
    {
        await using var session = await BeginAsync();
        var third = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var told = new Listener(progress =>
        {
            if (progress.Rows == 3)
            {
                third.SetResult();
            }
        });

        await session.StageRowsAsync(new StageTarget(Orders) { Progress = told }, Order.Codec, RowsAsync(third.Task), CancellationToken.None);

        told.Told.Select(progress => progress.Rows).ShouldBe([3, 4]);
    }

    [Fact]
    public void Where_nobody_listens_DuckDB_measures_nothing()
    {
        using var database = DuckDbDatabase.Open(new DuckDbOpenOptions());
        using var connection = database.Connect();

        ProgressPoll.Begin(connection, progress: null, TimeProvider.System).ShouldBeNull();
        connection.Query("select current_setting('enable_progress_bar')")[0][0].ShouldBe(false);

        using var poll = ProgressPoll.Begin(connection, new Listener(), TimeProvider.System);
        connection.Query("select current_setting('enable_progress_bar'), current_setting('enable_progress_bar_print')")[0].ShouldBe([true, false]);
    }

    private static async IAsyncEnumerable<Order> RowsAsync(Task third)
    {
        foreach (var row in Some(3))
        {
            yield return row;
        }

        await third;
        yield return Some(4)[^1];
    }

    private sealed class Listener(Action<StageProgress>? told = null) : IProgress<StageProgress>
    {
        public List<StageProgress> Told { get; } = [];

        public void Report(StageProgress value)
        {
            Told.Add(value);
            told?.Invoke(value);
        }
    }
}
