using Dataplatform.Sdk.DuckDb.Tests.Contracts;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Tests.Store;

public sealed class PublicationTests : StoreTest
{
    [Fact]
    public async Task What_is_published_is_a_view_with_the_types_of_the_contract()
    {
        await PublishAsync(Orders, Some(3));
        Ask("select table_type from information_schema.tables where table_schema = 'sales' and table_name = 'orders'")[0][0].ShouldBe("VIEW");
        Ask("select column_name || ' ' || data_type from duckdb_columns() where schema_name = 'sales' and table_name = 'orders' order by column_index")
            .Select(row => row[0]).ShouldBe(["order_id BIGINT", "amount DECIMAL(28,10)", "note VARCHAR"]);
        Ask("select is_nullable from duckdb_columns() where schema_name = '_dataplatform' and table_name like '%@%' order by column_index")
            .Select(row => row[0]).ShouldBe([false, false, true]);
        Ask("select count(*) from sales.orders")[0][0].ShouldBe(3L);
    }

    [Fact]
    public async Task Rows_come_back_as_they_were()
    {
        var rows = Some(5000);
        await PublishAsync(Orders, rows);
        await using var session = await BeginAsync();
        (await ReadAsync(session, Orders)).ShouldBe(rows);
    }

    [Fact]
    public async Task A_table_counts_and_previews()
    {
        await PublishAsync(Orders, Some(5000));
        await using var session = await BeginAsync();
        var input = new InputBinding.Published(Orders, "o");
        await session.BindAsync(input, CancellationToken.None);
        var source = session.Open(input, Order.Codec);
        (await source.CountAsync(CancellationToken.None)).ShouldBe(5000);
        (await ListAsync(source.ReadAsync(3, CancellationToken.None))).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_stage_is_seen_by_nobody_and_gone_with_its_session()
    {
        await using (var session = await BeginAsync())
        {
            var staged = await StageAsync(session, Orders, Some(10));
            staged.Rows.ShouldBe(10);
            staged.Key.ShouldBe(Orders);
            (await Store.ListAsync(CancellationToken.None)).ShouldBeEmpty();
            (await session.IsPublishedAsync(Orders, CancellationToken.None)).ShouldBeFalse();
            Relations().Count.ShouldBe(1);
        }

        Relations().ShouldBeEmpty();
        Ask("select count(*) from _dataplatform.versions")[0][0].ShouldBe(0L);
    }

    [Fact]
    public async Task An_asset_that_was_never_published_is_not_bound()
    {
        await using var session = await BeginAsync();
        (await session.BindAsync(new InputBinding.Published(Orders, "orders"), CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_list_tells_what_is_published()
    {
        await PublishAsync(new AssetKey("b/x"), Some(2));
        await PublishAsync(new AssetKey("a/y"), Some(1));
        await PublishAsync(new AssetKey("b/x"), Some(4));
        var list = await Store.ListAsync(CancellationToken.None);
        list.Select(asset => (asset.Key.Path, asset.Rows)).ShouldBe([("a/y", 1), ("b/x", 4)]);
        list[0].PublishedAt.ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
        list[0].RunId.Value.Length.ShouldBe(32);
    }

    [Fact]
    public async Task A_publication_replaces_and_the_old_version_goes()
    {
        await PublishAsync(Orders, Some(3));
        await PublishAsync(Orders, Some(5));
        Ask("select count(*) from sales.orders")[0][0].ShouldBe(5L);
        Relations().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_reader_keeps_its_version_and_its_end_drops_it()
    {
        await PublishAsync(Orders, Some(3));
        await using (var reader = await BeginAsync())
        {
            var input = new InputBinding.Published(Orders, "orders");
            await reader.BindAsync(input, CancellationToken.None);
            await PublishAsync(Orders, Some(5));
            await PublishAsync(Orders, Some(7));

            (await ListAsync(reader.Open(input, Order.Codec).ReadAsync(null, CancellationToken.None))).Count.ShouldBe(3);
            var staged = await QueryAsync(reader, Totals, Order.Schema, "select * from orders");
            staged.Rows.ShouldBe(3, "its queries see the pinned version as well");
            Relations().Count(name => name.StartsWith("sales/orders@", StringComparison.Ordinal)).ShouldBe(2, "the pinned and the current one; the one between is gone");
        }

        Relations().Count.ShouldBe(1);
        Ask("select count(*) from sales.orders")[0][0].ShouldBe(7L);
    }

    [Fact]
    public async Task A_stream_that_is_open_ends_on_the_version_it_began_with()
    {
        await PublishAsync(Orders, Some(100_000));
        await using var reader = await BeginAsync();
        var input = new InputBinding.Published(Orders, "orders");
        await reader.BindAsync(input, CancellationToken.None);
        var count = 0;
        await foreach (var order in reader.Open(input, Order.Codec).ReadAsync(null, CancellationToken.None))
        {
            if (count++ == 0)
            {
                await PublishAsync(Orders, Some(1));
            }
        }

        count.ShouldBe(100_000);
    }

    [Fact]
    public async Task An_older_attempt_never_publishes_over_a_newer_one()
    {
        await using var zombie = await BeginAsync();
        var old = await StageAsync(zombie, Orders, Some(1));
        await PublishAsync(Orders, Some(2));

        var error = await Should.ThrowAsync<DataplatformException>(zombie.PublishAsync([old], CancellationToken.None).AsTask());
        error.Message.ShouldStartWith("'sales/orders' was published by a newer attempt (run ");
        Ask("select count(*) from sales.orders")[0][0].ShouldBe(2L);
    }

    [Fact]
    public async Task Several_assets_are_published_all_or_none()
    {
        var other = new AssetKey("sales/other");
        await PublishAsync(Orders, Some(1));
        await using var zombie = await BeginAsync();
        var staged = new[] { await StageAsync(zombie, other, Some(9)), await StageAsync(zombie, Orders, Some(9)) };
        await PublishAsync(Orders, Some(2));

        await Should.ThrowAsync<DataplatformException>(zombie.PublishAsync(staged, CancellationToken.None).AsTask());
        (await Store.ListAsync(CancellationToken.None)).Select(asset => asset.Key).ShouldBe([Orders]);
        Ask("select count(*) from information_schema.tables where table_name = 'other'")[0][0].ShouldBe(0L);

        await using var session = await BeginAsync();
        await session.PublishAsync([await StageAsync(session, Orders, Some(3)), await StageAsync(session, other, Some(3))], CancellationToken.None);
        (await Store.ListAsync(CancellationToken.None)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_name_that_is_taken_by_somebody_elses_table_is_left_alone()
    {
        Ask("create schema sales");
        Ask("create table sales.orders as select 42 as answer");
        await using var session = await BeginAsync();
        var staged = await StageAsync(session, Orders, Some(1));
        var error = await Should.ThrowAsync<DataplatformException>(session.PublishAsync([staged], CancellationToken.None).AsTask());
        error.Message.ShouldContain("'sales/orders' cannot be published as \"sales\".\"orders\"");
        Ask("select answer from sales.orders")[0][0].ShouldBe(42);
        (await Store.ListAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Stages_of_other_sessions_and_published_ones_are_refused()
    {
        await using var session = await BeginAsync();
        var staged = await StageAsync(session, Orders, Some(1));
        await using var other = await BeginAsync();
        await Should.ThrowAsync<InvalidOperationException>(other.PublishAsync([staged], CancellationToken.None).AsTask());
        await session.PublishAsync([staged], CancellationToken.None);
        await Should.ThrowAsync<InvalidOperationException>(session.PublishAsync([staged], CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task Many_publish_many_assets_at_once()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 8), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (worker, _) =>
        {
            for (var i = 1; i <= 15; i++)
            {
                await PublishAsync(new AssetKey("load", $"asset_{worker}"), Some(i));
            }
        });
        (await Store.ListAsync(CancellationToken.None)).Select(asset => asset.Rows).ShouldBe(Enumerable.Repeat((long?)15, 8));
        Relations().Count.ShouldBe(8);
        Ask("select count(*) from _dataplatform.versions")[0][0].ShouldBe(8L);
    }

    [Fact]
    public async Task Many_publish_one_asset_at_once_and_the_greatest_fence_stays()
    {
        long greatest = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 8), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (worker, _) =>
        {
            for (var i = 0; i < 10; i++)
            {
                await using var session = await BeginAsync();
                var staged = await StageAsync(session, Orders, Some(worker + 1));
                try
                {
                    await session.PublishAsync([staged], CancellationToken.None);
                    InterlockedMax(ref greatest, staged.Fence);
                }
                catch (DataplatformException e) when (e.Message.Contains("newer attempt", StringComparison.Ordinal))
                {
                    // As it should be.
                }
            }
        });
        Ask("select fence from _dataplatform.heads")[0][0].ShouldBe(greatest);
        Relations().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_table_may_become_a_view_and_a_value()
    {
        await PublishAsync(Orders, Some(1));
        await using var session = await BeginAsync();
        await session.PublishAsync([await session.StageViewAsync(new StageTarget(Orders), Order.Schema, new SqlQuery("select 7::bigint as order_id, 1.5::decimal(28,10) as amount, 'x' as note", []), CancellationToken.None)], CancellationToken.None);
        Ask("select order_id from sales.orders")[0][0].ShouldBe(7L);
        await session.PublishAsync([await session.StageArtifactAsync(new StageTarget(Orders), TextCodec.Instance, "value", CancellationToken.None)], CancellationToken.None);
        Ask("select count(*) from information_schema.tables where table_schema = 'sales'")[0][0].ShouldBe(0L);
        Relations().ShouldBeEmpty();
    }

    private static void InterlockedMax(ref long target, long value)
    {
        long seen;
        while ((seen = Interlocked.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
