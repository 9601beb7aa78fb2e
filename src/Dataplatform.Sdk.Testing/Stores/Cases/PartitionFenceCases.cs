using Dataplatform.Sdk.Stores;
using static Dataplatform.Sdk.Testing.StoreUnderTest;

namespace Dataplatform.Sdk.Testing;

/// <summary>Who wins when several publish partitions.</summary>
internal static class PartitionFenceCases
{
    private const StoreCapabilities Needs = StoreCapabilities.Partitions;
    private const int Publishers = 6;

    public static IReadOnlyList<StoreContractCase> All { get; } =
    [
        new("an older attempt of a partition never wins", "A session that began before another never publishes a partition over what that one has published; other partitions it does.", Needs, ZombieAsync),
        new("partitions are revoked", "After partitions were revoked no session that began before publishes them; other partitions it does, and a later session all of them.", Needs, RevokedAsync),
        new("a partitioned asset is revoked", "After an asset was revoked no session that began before publishes any partition of it, whoever publishes others meanwhile.", Needs, AllRevokedAsync),
        new("partitions in a group", "Partitions and other assets that are published together are published all or not at all.", Needs, GroupAsync),
        new("a session publishes partitions one after the other", "A session stages and publishes partitions of an asset again and again, and the same one twice.", Needs, SameSessionAsync),
        new("publishers of many partitions", "Publishers of different partitions of one asset do not disturb each other, from the first one on.", Needs, ManyAsync),
        new("publishers of one partition", "Of many publishers of one partition each is published or refused, and the greatest fence stays.", Needs, OneAsync),
        new("publishers of partitions in two stores", "What two stores publish of one asset is there in both.", Needs | StoreCapabilities.Shared, TwoStoresAsync),
        new("an older attempt of the whole never wins", "A session that stages the asset without partitions does not publish it over partitions of a newer one.", Needs, WholeAsync),
    ];

    private static async Task ZombieAsync(StoreUnderTest store)
    {
        await using var zombie = await store.BeginAsync();
        var early = await store.StageAsync(zombie, SalesSlice.Days(1, 2), [.. ContractSale.Of(1, 9), .. ContractSale.Of(2, 9)]);
        await store.PublishDayAsync(1, 2, publication: 2);
        await Expect.FailsAsync(() => zombie.PublishAsync([early], store.Cancellation), "Publishing partitions of an older attempt", Orders.Path, "2024-01-01");
        var late = await store.StageAsync(zombie, SalesSlice.Days(1), ContractSale.Of(1, 9));
        await Expect.FailsAsync(() => zombie.PublishAsync([late], store.Cancellation), "Publishing a partition that an older attempt staged late", Orders.Path, "2024-01-01");
        Expect.Rows(ContractSale.Of(1, 2, 2), await store.SalesAsync(), "The newer publication");
        await zombie.PublishAsync([await store.StageAsync(zombie, SalesSlice.Days(2), ContractSale.Of(2, 3))], store.Cancellation);
        Expect.Rows([.. ContractSale.Of(1, 2, 2), .. ContractSale.Of(2, 3)], await store.SalesAsync(), "The other partition of the older attempt");
    }

    private static async Task RevokedAsync(StoreUnderTest store)
    {
        await using var first = await store.BeginAsync();
        var unpublished = await store.StageAsync(first, SalesSlice.Days(1), ContractSale.Of(1, 1));
        await store.Store.RevokeAsync(Orders, [SalesSlice.Key(1), SalesSlice.Key(2)], store.Cancellation);
        await Expect.FailsAsync(() => first.PublishAsync([unpublished], store.Cancellation), "Publishing a first partition that was revoked", Orders.Path, "2024-01-01");
        await store.PublishDayAsync(2, 2);
        await Expect.FailsAsync(async () => await first.PublishAsync([await store.StageAsync(first, SalesSlice.Days(2, 3), ContractSale.Of(3, 1))], store.Cancellation), "Publishing a partition that was revoked and published since", "2024-01-02");
        await first.PublishAsync([await store.StageAsync(first, SalesSlice.Days(3), ContractSale.Of(3, 3))], store.Cancellation);
        Expect.Rows([.. ContractSale.Of(2, 2), .. ContractSale.Of(3, 3)], await store.SalesAsync(), "What is published beside a revoked partition");

        await using var second = await store.BeginAsync();
        var known = await store.StageAsync(second, SalesSlice.Days(3), ContractSale.Of(3, 1, 2));
        await store.Store.RevokeAsync(Orders, [SalesSlice.Key(3)], store.Cancellation);
        await Expect.FailsAsync(() => second.PublishAsync([known], store.Cancellation), "Publishing a known partition that was revoked", "2024-01-03");
        await store.PublishDayAsync(3, 4, publication: 3);
        Expect.Rows([.. ContractSale.Of(2, 2), .. ContractSale.Of(3, 4, 3)], await store.SalesAsync(), "What a later session published");
    }

    private static async Task AllRevokedAsync(StoreUnderTest store)
    {
        await store.PublishDayAsync(1, 1);
        await using var zombie = await store.BeginAsync();
        var known = await store.StageAsync(zombie, SalesSlice.Days(1), ContractSale.Of(1, 9));
        await store.Store.RevokeAsync([Orders], store.Cancellation);
        await store.PublishDayAsync(2, 1);
        await Expect.FailsAsync(() => zombie.PublishAsync([known], store.Cancellation), "Publishing a partition of an asset that was revoked", Orders.Path);
        await Expect.FailsAsync(async () => await zombie.PublishAsync([await store.StageAsync(zombie, SalesSlice.Days(3), ContractSale.Of(3, 1))], store.Cancellation), "Publishing a new partition of an asset that was revoked", Orders.Path);
        await Expect.FailsAsync(async () => await zombie.PublishAsync([await store.StageAsync(zombie, Orders, ContractRow.Some(1))], store.Cancellation), "Publishing an asset that was revoked as a whole", Orders.Path);
        Expect.Rows([.. ContractSale.Of(1, 1), .. ContractSale.Of(2, 1)], await store.SalesAsync(), "What is published");
    }

    private static async Task GroupAsync(StoreUnderTest store)
    {
        await using (var session = await store.BeginAsync())
        {
            await session.PublishAsync(
                [await store.StageAsync(session, SalesSlice.Days(1), ContractSale.Of(1, 1)), await store.StageAsync(session, SalesSlice.Days(1), ContractSale.Of(1, 2), Totals), await store.StageValueAsync(session, Model, "one")],
                store.Cancellation);
        }

        await using var late = await store.BeginAsync();
        StagedAsset[] group =
        [
            await store.StageAsync(late, SalesSlice.Days(2), ContractSale.Of(2, 1)), await store.StageAsync(late, SalesSlice.Days(2), ContractSale.Of(2, 1), Totals), await store.StageValueAsync(late, Model, "two"),
        ];
        await using (var newer = await store.BeginAsync())
        {
            await newer.PublishAsync([await store.StageAsync(newer, SalesSlice.Days(2), ContractSale.Of(2, 7), Totals)], store.Cancellation);
        }

        await Expect.FailsAsync(() => late.PublishAsync(group, store.Cancellation), "Publishing a group of which a partition is older than what is published", Totals.Path);
        Expect.Rows(ContractSale.Of(1, 1), await store.SalesAsync(), "The partitions of the group's first asset");
        await using var reader = await store.BeginAsync();
        Expect.Equal("one", await reader.ReadArtifactAsync(Model, TextArtifact.Codec, store.Cancellation), "The value of the group that was refused");
        await late.PublishAsync([group[0], group[2]], store.Cancellation);
        Expect.Rows([.. ContractSale.Of(1, 1), .. ContractSale.Of(2, 1)], await store.SalesAsync(), "The partitions of a part of the group");
        Expect.Equal("two", await reader.ReadArtifactAsync(Model, TextArtifact.Codec, store.Cancellation), "The value of a part of the group");
    }

    private static async Task SameSessionAsync(StoreUnderTest store)
    {
        await using var session = await store.BeginAsync();
        var first = await store.StageAsync(session, SalesSlice.Days(1), ContractSale.Of(1, 1));
        var second = await store.StageAsync(session, SalesSlice.Days(1), ContractSale.Of(1, 2));
        var third = await store.StageAsync(session, SalesSlice.Days(2), ContractSale.Of(2, 1));
        await session.PublishAsync([first, third], store.Cancellation);
        await session.PublishAsync([second], store.Cancellation);
        Expect.Rows([.. ContractSale.Of(1, 2), .. ContractSale.Of(2, 1)], await store.SalesAsync(), "What a session has published");
        await Expect.FailsAsync<InvalidOperationException>(() => session.PublishAsync([second], store.Cancellation), "Publishing a stage twice");
    }

    private static async Task ManyAsync(StoreUnderTest store)
    {
        await Task.WhenAll(Enumerable.Range(0, Publishers).Select(publisher => Task.Run(
            async () =>
            {
                for (var publication = 1; publication <= 6; publication++)
                {
                    await store.PublishDayAsync((publisher * 3) + (publication % 3) + 1, publication, publication);
                }
            },
            store.Cancellation)));
        IReadOnlyList<ContractSale> expected = [.. Enumerable.Range(1, 3 * Publishers).SelectMany(day => (day % 3) switch { 1 => ContractSale.Of(day, 6, 6), 2 => ContractSale.Of(day, 4, 4), _ => ContractSale.Of(day, 5, 5) })];
        Expect.Rows(expected, await store.SalesAsync(), "What many publishers of different partitions have published");
        Expect.Equal((long?)expected.Count, (await store.HeadAsync(Orders))?.Rows, "The number of rows that the head has");
        Expect.Equal((long?)3 * Publishers, (await store.HeadAsync(Orders))?.Partitions, "The number of partitions that the head has");
    }

    private static async Task OneAsync(StoreUnderTest store)
    {
        var published = new System.Collections.Concurrent.ConcurrentBag<(long Fence, int Rows)>();
        await Task.WhenAll(Enumerable.Range(1, Publishers).Select(publisher => Task.Run(
            async () =>
            {
                for (var i = 0; i < 5; i++)
                {
                    await using var session = await store.BeginAsync();
                    var staged = await store.StageAsync(session, SalesSlice.Days(1), ContractSale.Of(1, publisher));
                    try
                    {
                        await session.PublishAsync([staged], store.Cancellation);
                        published.Add((staged.Fence, publisher));
                    }
                    catch (DataplatformException)
                    {
                        // A newer attempt was faster.
                    }
                }
            },
            store.Cancellation)));
        Expect.Rows(ContractSale.Of(1, published.Max().Rows), await store.SalesAsync(), "What the publisher with the greatest fence has published");
        Expect.Equal(1, (await store.PartitionsAsync()).Count, "The number of partitions");
    }

    private static async Task TwoStoresAsync(StoreUnderTest store)
    {
        var other = await store.OpenAnotherAsync();
        await using var zombie = await store.BeginAsync();
        await Task.WhenAll(new[] { store.Store, other }.Index().Select(publisher => Task.Run(
            async () =>
            {
                for (var day = 1; day <= 8; day++)
                {
                    await store.PublishDayAsync((2 * day) + publisher.Index, 2, publisher.Index + 1, publisher.Item);
                }
            },
            store.Cancellation)));
        IReadOnlyList<ContractSale> expected = [.. Enumerable.Range(2, 16).SelectMany(day => ContractSale.Of(day, 2, (day % 2) + 1))];
        foreach (var place in new[] { store.Store, other })
        {
            await using var reader = await store.BeginAsync(place);
            Expect.Rows(expected, await store.InOrderAsync(await store.BindAsync<ContractSale>(reader, Orders)), "What two stores have published");
        }

        var late = await store.StageAsync(zombie, SalesSlice.Days(3), ContractSale.Of(3, 9));
        await Expect.FailsAsync(() => zombie.PublishAsync([late], store.Cancellation), "Publishing a partition of an older attempt over that of another store", "2024-01-03");
    }

    private static async Task WholeAsync(StoreUnderTest store)
    {
        await using var zombie = await store.BeginAsync();
        await using var newer = await store.BeginAsync();
        await newer.PublishAsync([await store.StageAsync(newer, SalesSlice.Days(1), ContractSale.Of(1, 1))], store.Cancellation);
        await using var between = await store.BeginAsync();
        await store.PublishDayAsync(2, 1);
        foreach (var session in new[] { zombie, between })
        {
            await Expect.FailsAsync(async () => await session.PublishAsync([await store.StageAsync(session, Orders, ContractRow.Some(1))], store.Cancellation), "Publishing the whole in an older attempt", Orders.Path);
        }

        Expect.Rows([.. ContractSale.Of(1, 1), .. ContractSale.Of(2, 1)], await store.SalesAsync(), "What newer attempts have published");
    }
}
