using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Stores;
using static Dataplatform.Sdk.Testing.StoreUnderTest;

namespace Dataplatform.Sdk.Testing;

/// <summary>Who reads partitions while others publish.</summary>
internal static class PartitionReaderCases
{
    private const StoreCapabilities Needs = StoreCapabilities.Partitions;

    public static IReadOnlyList<StoreContractCase> All { get; } =
    [
        new("a reader keeps its partitions", "Whoever has bound partitions, some or all, goes on reading what was published then, whatever is published, replaced or removed.", Needs, KeepsAsync),
        new("pinned partitions are told", "A session says which partitions it has pinned by name, in which version, and of all of them that of the last publication.", Needs, PinnedAsync),
        new("what is being staged stays unseen", "A reader of all partitions never sees rows of a stage that was under way when it began, however that ends.", Needs, UnderWayAsync),
        new("partitions of what was never published", "An asset that was never published is bound without rows if its columns are given, and not at all if they are not.", Needs, NeverPublishedAsync),
        new("partitions of what has none", "Partitions of an asset that is published without any are refused with the remedy.", Needs, NotPartitionedAsync),
        new("partitions seen together", "Partitions that are published together are seen together by a reader of all.", Needs, SeenTogetherAsync),
    ];

    private static async Task KeepsAsync(StoreUnderTest store)
    {
        await store.PublishAsync(SalesSlice.Days(1, 2, 3), [.. ContractSale.Of(1, 2), .. ContractSale.Of(2, 2), .. ContractSale.Of(3, 2)]);
        IReadOnlyList<ContractSale> whole = [.. ContractSale.Of(1, 2), .. ContractSale.Of(2, 2), .. ContractSale.Of(3, 2)];
        await using (var reader = await store.BeginAsync())
        {
            var all = await store.BindAsync<ContractSale>(reader, Orders, "all");
            var some = await store.BindAsync<ContractSale>(reader, Orders, [SalesSlice.Key(2), SalesSlice.Key(9)], "some");
            await store.PublishDayAsync(2, 5, publication: 2);
            await store.PublishDayAsync(9, 1, publication: 2);
            await store.PublishDayAsync(2, 1, publication: 3);
            await UnchangedAsync("partitions were replaced");
            await store.Store.WipeAsync(Orders, [SalesSlice.Key(1), SalesSlice.Key(2)], store.Cancellation);
            await UnchangedAsync("partitions were removed");
            await store.Store.WipeAsync(Orders, store.Cancellation);
            await UnchangedAsync("the asset was removed");
            await store.PublishDayAsync(2, 4, publication: 4);
            await UnchangedAsync("the asset was published anew");

            async Task UnchangedAsync(string what)
            {
                Expect.Rows(whole, await store.InOrderAsync(all), $"What a reader of all sees after {what}");
                Expect.Rows(ContractSale.Of(2, 2), await store.InOrderAsync(some), $"What a reader of some sees after {what}");
                Expect.Equal(6L, await all.CountAsync(store.Cancellation), $"The number of rows that a reader of all counts after {what}");
            }
        }

        Expect.Rows(ContractSale.Of(2, 4, 4), await store.SalesAsync(), "What a new reader sees");
        await store.PublishDayAsync(1, 1, publication: 5);
        Expect.Rows([.. ContractSale.Of(1, 1, 5), .. ContractSale.Of(2, 4, 4)], await store.SalesAsync(), "What a new reader sees of the next publication");
    }

    private static async Task PinnedAsync(StoreUnderTest store)
    {
        var first = await store.PublishDayAsync(1, 2);
        var second = await store.PublishDayAsync(2, 3);
        await using var reader = await store.BeginAsync();
        await store.BindAsync<ContractSale>(reader, Orders, [SalesSlice.Key(2), SalesSlice.Key(1), SalesSlice.Key(7)]);
        await store.PublishDayAsync(2, 4, publication: 2);
        var third = await store.PublishDayAsync(3, 1);
        await store.BindAsync<ContractSale>(reader, Orders, [SalesSlice.Key(2), SalesSlice.Key(3)], "again");
        var pinned = reader.PinnedPartitions(Orders);
        Expect.Equal("2024-01-01, 2024-01-02, 2024-01-03", string.Join(", ", pinned.Select(partition => partition.Key)), "The pinned partitions");
        Expect.Equal($"{first.Version}, {second.Version}, {third.Version}", string.Join(", ", pinned.Select(partition => partition.Version)), "The versions of the pinned partitions");
        Expect.Equal("2, 3, 1", string.Join(", ", pinned.Select(partition => partition.Rows)), "The rows of the pinned partitions");
        Expect.Equal(second.Partitions[0].DataVersion, pinned[1].DataVersion, "The data version of a pinned partition");

        await using var all = await store.BeginAsync();
        await store.BindAsync<ContractSale>(all, Orders);
        Expect.Equal(0, all.PinnedPartitions(Orders).Count, "The number of partitions that are pinned by name by a reader of all");
        Expect.Equal((await store.HeadAsync(Orders))?.Version, all.PinnedVersion(Orders), "The version that a reader of all has pinned");
        Expect.Equal(third.Version, all.PinnedVersion(Orders), "The version that a reader of all has pinned, which is that of the last publication,");
    }

    private static async Task UnderWayAsync(StoreUnderTest store)
    {
        await store.PublishDayAsync(1, 2);
        await using var writer = await store.BeginAsync();
        await using var discarded = await store.BeginAsync();
        await using var reader = await store.BeginAsync();
        ITableSource<ContractSale>? during = null;
        var earlier = await store.StageAsync(discarded, SalesSlice.Days(2), ContractSale.Of(2, 3, 9));
        var staged = await writer.StageRowsAsync(
            new StageTarget(Orders) { Slice = SalesSlice.Days(1) },
            RowCodecs.Get<ContractSale>(),
            ContractSale.Of(1, 5_000, 2).ToAsyncEnumerable().Select(async (ContractSale sale, CancellationToken _) =>
            {
                during ??= await store.BindAsync<ContractSale>(reader, Orders);
                return sale;
            }),
            store.Cancellation);
        Expect.Rows(ContractSale.Of(1, 2), await store.InOrderAsync(during!), "What a reader sees that began while a stage was under way");
        await writer.PublishAsync([staged], store.Cancellation);
        Expect.Rows(ContractSale.Of(1, 2), await store.InOrderAsync(during!), "What that reader sees after the stage was published");
        Expect.Equal(5_000, (await store.SalesAsync()).Count, "The number of rows that a new reader sees");
        await discarded.PublishAsync([earlier], store.Cancellation);
        Expect.Equal(5_003, (await store.SalesAsync()).Count, "The number of rows after an earlier stage was published, too");
        Expect.Rows(ContractSale.Of(1, 2), await store.InOrderAsync(during!), "What the first reader sees then");
    }

    private static async Task NeverPublishedAsync(StoreUnderTest store)
    {
        await using var session = await store.BeginAsync();
        foreach (IReadOnlyList<PartitionKey>? partitions in new[] { null, [], new[] { SalesSlice.Key(1) } })
        {
            Expect.That(!await session.BindAsync(new InputBinding.Published(Orders, "none") { Partitions = partitions }, store.Cancellation), "An asset that was never published can be bound.");
            var input = new InputBinding.Published(Orders, "empty") { Partitions = partitions, Schema = RowCodecs.Get<ContractSale>().Schema };
            Expect.That(await session.BindAsync(input, store.Cancellation), "An asset that was never published cannot be bound by its columns.");
            Expect.Rows([], await store.ReadAsync(session.Open(input, RowCodecs.Get<ContractSale>())), "What is read of an asset that was never published");
        }
    }

    private static async Task NotPartitionedAsync(StoreUnderTest store)
    {
        await store.PublishAsync(Orders, ContractRow.Some(3));
        await using var session = await store.BeginAsync();
        await Expect.FailsAsync(
            async () => await session.BindAsync(new InputBinding.Published(Orders, "o") { Partitions = [SalesSlice.Key(1)] }, store.Cancellation), "Reading a partition of what has none", Orders.Path, "partition", "Materialize it again");
        Expect.Equal(0, (await store.PartitionsAsync()).Count, "The number of partitions of what has none");
    }

    private static async Task SeenTogetherAsync(StoreUnderTest store)
    {
        await PublishAsync(1);
        using var ended = new CancellationTokenSource();
        var reader = Task.Run(
            async () =>
            {
                while (!ended.IsCancellationRequested)
                {
                    var seen = (await store.SalesAsync()).Select(sale => sale.Id / 1_000).Distinct().ToList();
                    Expect.Equal(1, seen.Count, "The number of publications that a reader sees of partitions that are published together");
                }
            },
            store.Cancellation);
        try
        {
            for (var publication = 2; publication <= 20 && !reader.IsFaulted; publication++)
            {
                await PublishAsync(publication);
            }
        }
        finally
        {
            await ended.CancelAsync();
        }

        await reader;

        Task PublishAsync(int publication) => store.PublishAsync(SalesSlice.Days(1, 2, 3), Enumerable.Range(1, 3).SelectMany(day => ContractSale.Of(day, 2, publication)));
    }
}
