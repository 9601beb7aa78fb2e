using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Stores;
using static Dataplatform.Sdk.Testing.StoreUnderTest;

namespace Dataplatform.Sdk.Testing;

/// <summary>What becomes of partitions: listed, removed, kept over a restart, and given up for something else.</summary>
internal static class PartitionLifeCases
{
    private const StoreCapabilities Needs = StoreCapabilities.Partitions;

    public static IReadOnlyList<StoreContractCase> All { get; } =
    [
        new("the list has a partitioned asset once", "A partitioned asset is one head: version, run and time of its last publication, rows and number of all partitions.", Needs, ListAsync),
        new("partitions are removed", "Removed partitions are not published any more, the others stay; with the last of them the asset is gone, and all can be published anew.", Needs, RemovedAsync),
        new("a partitioned asset is removed", "A partitioned asset that is removed is gone with all partitions, and partitions that were staged before can be published anew.", Needs, WipedAsync),
        new("an asset becomes partitioned", "Publishing a partition of an asset that had none replaces it; publishing it without replaces all partitions.", Needs, KindChangesAsync),
        new("partitions of what was replaced", "A session that has staged partitions does not publish them into what has replaced them as a whole.", Needs, ReplacedWholeAsync),
        new("partitions after a restart", "Partitions are there after a restart, staged ones are not, and publishing goes on.", Needs | StoreCapabilities.Durable, RestartAsync),
        new("an append to what was partitioned", "A mode that keeps rows does not go on from partitions; --full-refresh begins anew.", Needs | StoreCapabilities.WriteModes, AppendAsync),
        new("a partitioned asset has one version", "There is no version of a partitioned asset to go back to; what it was before it was partitioned may be one.", Needs | StoreCapabilities.Rollback, RollbackAsync),
    ];

    private static async Task ListAsync(StoreUnderTest store)
    {
        await store.PublishAsync(Totals, ContractRow.Some(2));
        await store.PublishAsync(SalesSlice.Days(1, 2), [.. ContractSale.Of(1, 3), .. ContractSale.Of(2, 2)]);
        await store.PublishDayAsync(1, 4, publication: 2);
        var run = RunId.New(TimeProvider.System);
        await using var session = await store.BeginRunAsync(run);
        var staged = await store.StageAsync(session, SalesSlice.Days(3), ContractSale.Of(3, 1));
        await session.PublishAsync([staged], store.Cancellation);
        var list = await store.Store.ListAsync(store.Cancellation);
        Expect.Equal("kit_sales/orders, kit_sales/totals", string.Join(", ", list.Select(head => head.Key.Path)), "The list");
        Expect.Equal(new PublishedAsset(Orders, staged.Version, run, list[0].PublishedAt, 7) { Partitions = 3, DataVersion = list[0].DataVersion }, list[0], "The head of a partitioned asset");
        Expect.Equal(null, list[1].Partitions, "The number of partitions of an asset that has none");
        var last = (await store.PartitionsAsync(SalesSlice.Key(3)))[0];
        Expect.Equal(new PublishedPartition(SalesSlice.Key(3), staged.Version, run, list[0].PublishedAt, 1) { DataVersion = staged.Partitions[0].DataVersion }, last, "The head of a partition");
    }

    private static async Task RemovedAsync(StoreUnderTest store)
    {
        await store.PublishAsync(SalesSlice.Days(1, 2, 3), [.. ContractSale.Of(1, 1), .. ContractSale.Of(2, 2), .. ContractSale.Of(3, 3)]);
        Expect.Equal(2, await store.Store.WipeAsync(Orders, [SalesSlice.Key(1), SalesSlice.Key(3), SalesSlice.Key(7)], store.Cancellation), "The number of partitions that were removed");
        Expect.Rows(ContractSale.Of(2, 2), await store.SalesAsync(), "What is left");
        Expect.Equal("2024-01-02", string.Join(", ", (await store.PartitionsAsync()).Select(partition => partition.Key)), "The partitions that are left");
        Expect.Equal((2L, 1L), ((await store.HeadAsync(Orders))!.Rows!.Value, (await store.HeadAsync(Orders))!.Partitions!.Value), "Rows and partitions of the head");
        Expect.Equal(0, await store.Store.WipeAsync(Orders, [SalesSlice.Key(1)], store.Cancellation), "The number of partitions that were removed twice");
        Expect.Equal(0, await store.Store.WipeAsync(Totals, [SalesSlice.Key(1)], store.Cancellation), "The number of partitions that were removed of what was never published");
        await store.PublishDayAsync(1, 4, publication: 2);
        Expect.Rows([.. ContractSale.Of(1, 4, 2), .. ContractSale.Of(2, 2)], await store.SalesAsync(), "What is there after a removed partition was published anew");

        Expect.Equal(2, await store.Store.WipeAsync(Orders, [SalesSlice.Key(1), SalesSlice.Key(2)], store.Cancellation), "The number of partitions that were removed last");
        Expect.Equal(null, await store.HeadAsync(Orders), "The head of an asset without partitions");
        await using (var session = await store.BeginAsync())
        {
            Expect.That(!await session.IsPublishedAsync(Orders, store.Cancellation), "An asset whose partitions were all removed counts as published.");
        }

        await store.PublishDayAsync(2, 5, publication: 3);
        Expect.Rows(ContractSale.Of(2, 5, 3), await store.SalesAsync(), "What was published after all");
    }

    private static async Task WipedAsync(StoreUnderTest store)
    {
        await store.PublishAsync(SalesSlice.Days(1, 2), [.. ContractSale.Of(1, 1), .. ContractSale.Of(2, 2)]);
        await using var session = await store.BeginAsync();
        var staged = await store.StageAsync(session, SalesSlice.Days(2, 3), [.. ContractSale.Of(2, 1, 2), .. ContractSale.Of(3, 1, 2)]);
        Expect.That(await store.Store.WipeAsync(Orders, store.Cancellation), "Removing a partitioned asset says that there was none.");
        Expect.Equal(null, await store.HeadAsync(Orders), "The head of a partitioned asset that was removed");
        Expect.Equal(0, (await store.PartitionsAsync()).Count, "The number of partitions of what was removed");
        Expect.That(!await store.Store.WipeAsync(Orders, store.Cancellation), "Removing a partitioned asset twice says that it was there.");
        await session.PublishAsync([staged], store.Cancellation);
        Expect.Rows([.. ContractSale.Of(2, 1, 2), .. ContractSale.Of(3, 1, 2)], await store.SalesAsync(), "What was staged before the asset was removed");
        await store.Store.WipeAsync(Orders, store.Cancellation);
        await store.PublishDayAsync(1, 6, publication: 3);
        Expect.Rows(ContractSale.Of(1, 6, 3), await store.SalesAsync(), "What was published anew");
        Expect.Equal(1L, (await store.HeadAsync(Orders))?.Partitions, "The number of partitions that were published anew");
    }

    private static async Task KindChangesAsync(StoreUnderTest store)
    {
        await store.PublishAsync(Orders, ContractRow.Some(3));
        await using (var reader = await store.BeginAsync())
        {
            var before = await store.BindAsync<ContractRow>(reader, Orders);
            await store.PublishDayAsync(1, 2);
            Expect.Rows(ContractRow.Some(3), await store.ReadAsync(before), "What a reader of before sees");
        }

        Expect.Rows(ContractSale.Of(1, 2), await store.SalesAsync(), "What is partitioned now");
        await store.PublishDayAsync(2, 2);
        await using (var reader = await store.BeginAsync())
        {
            var before = await store.BindAsync<ContractSale>(reader, Orders);
            await store.PublishAsync(Orders, ContractRow.Some(4));
            Expect.Rows([.. ContractSale.Of(1, 2), .. ContractSale.Of(2, 2)], await store.InOrderAsync(before), "What a reader of the partitions sees");
        }

        Expect.Rows(ContractRow.Some(4), await store.ReadAsync<ContractRow>(Orders), "What is not partitioned any more");
        Expect.Equal(null, (await store.HeadAsync(Orders))?.Partitions, "The number of its partitions");
        Expect.Equal(0, (await store.PartitionsAsync()).Count, "The number of partitions that are listed");
        await using (var session = await store.BeginAsync())
        {
            await session.PublishAsync([await session.StageArtifactAsync(new StageTarget(Orders) { Slice = SalesSlice.Days(1) }, TextArtifact.Codec, "a value now", store.Cancellation)], store.Cancellation);
            Expect.Equal("a value now", await session.ReadArtifactAsync(Orders, SalesSlice.Key(1), TextArtifact.Codec, store.Cancellation), "The value of a partition");
        }

        await store.PublishDayAsync(3, 1);
        Expect.Rows(ContractSale.Of(3, 1), await store.SalesAsync(), "The partitions that are rows again");
    }

    private static async Task ReplacedWholeAsync(StoreUnderTest store)
    {
        await store.PublishDayAsync(1, 1);
        await store.PublishDayAsync(2, 1);
        await using var whole = await store.BeginAsync();
        await using var sliced = await store.BeginAsync();
        var late = await store.StageAsync(sliced, SalesSlice.Days(2), ContractSale.Of(2, 9));
        await whole.PublishAsync([await store.StageAsync(whole, Orders, ContractRow.Some(4))], store.Cancellation);
        await Expect.FailsAsync(() => sliced.PublishAsync([late], store.Cancellation), "Publishing a partition into what was replaced", Orders.Path);
        Expect.Rows(ContractRow.Some(4), await store.ReadAsync<ContractRow>(Orders), "What has replaced the partitions");
        await sliced.PublishAsync([await store.StageAsync(sliced, SalesSlice.Days(2), ContractSale.Of(2, 3))], store.Cancellation);
        Expect.Rows(ContractSale.Of(2, 3), await store.SalesAsync(), "What was staged and published after that");
    }

    private static async Task RestartAsync(StoreUnderTest store)
    {
        var staged = await store.PublishAsync(SalesSlice.Days(1, 2), [.. ContractSale.Of(1, 2), .. ContractSale.Of(2, 2)]);
        await using (var session = await store.BeginAsync())
        {
            await store.StageAsync(session, SalesSlice.Days(2, 3), ContractSale.Of(3, 5));
            await store.StageAsync(session, SalesSlice.Days(1), ContractSale.Of(1, 5), Totals);
        }

        await store.ReopenAsync();
        Expect.Rows([.. ContractSale.Of(1, 2), .. ContractSale.Of(2, 2)], await store.SalesAsync(), "The partitions after a restart");
        Expect.Equal(staged.Version, (await store.HeadAsync(Orders))?.Version, "The version after a restart");
        Expect.Equal(1, (await store.Store.ListAsync(store.Cancellation)).Count, "The number of published assets after a restart");
        await store.PublishDayAsync(2, 3, publication: 2);
        await store.ReopenAsync();
        await store.PublishDayAsync(3, 1, publication: 3);
        Expect.Rows([.. ContractSale.Of(1, 2), .. ContractSale.Of(2, 3, 2), .. ContractSale.Of(3, 1, 3)], await store.SalesAsync(), "The partitions after another restart");
    }

    private static async Task AppendAsync(StoreUnderTest store)
    {
        await store.PublishDayAsync(1, 2);
        var append = new WritePolicy { Mode = WriteMode.Append };
        await Expect.FailsAsync(async () => await store.WriteAsync(append, ContractSale.Of(2, 1)), "Appending to partitions", Orders.Path, "--full-refresh");
        await store.WriteAsync(append, ContractSale.Of(2, 1), fullRefresh: true);
        await store.WriteAsync(append, ContractSale.Of(3, 1));
        Expect.Rows([.. ContractSale.Of(2, 1), .. ContractSale.Of(3, 1)], await store.SalesAsync(), "What is appended now");
    }

    private static async Task RollbackAsync(StoreUnderTest store)
    {
        var before = await store.PublishAsync(Orders, ContractRow.Some(3));
        await store.PublishDayAsync(1, 1);
        var last = await store.PublishDayAsync(1, 2, publication: 2);
        var versions = await store.Store.VersionsAsync(Orders, store.Cancellation);
        Expect.Equal($"{last.Version}, {before.Version}", string.Join(", ", versions.Select(version => version.Version)), "The versions of a partitioned asset");
        await using var late = await store.BeginAsync();
        var staged = await store.StageAsync(late, SalesSlice.Days(2), ContractSale.Of(2, 1));
        await store.Store.RollBackAsync(Orders, last.Version, before.Version, store.Cancellation);
        Expect.Rows(ContractRow.Some(3), await store.ReadAsync<ContractRow>(Orders), "What was there before the asset was partitioned");
        await Expect.FailsAsync(() => late.PublishAsync([staged], store.Cancellation), "Publishing a partition of what was rolled back", Orders.Path);
        await store.PublishDayAsync(3, 1, publication: 3);
        Expect.Rows(ContractSale.Of(3, 1, 3), await store.SalesAsync(), "What is published after the rollback");
    }
}
