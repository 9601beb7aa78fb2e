using Dataplatform.Sdk.Stores;
using static Dataplatform.Sdk.Testing.StoreUnderTest;

namespace Dataplatform.Sdk.Testing;

/// <summary>Partitions that stay, and a contract that has other columns now.</summary>
internal static class PartitionColumnCases
{
    private const StoreCapabilities Needs = StoreCapabilities.Partitions;
    private static readonly WritePolicy Appending = new() { OnSchemaChange = SchemaChange.AppendNewColumns };

    public static IReadOnlyList<StoreContractCase> All { get; } =
    [
        new("other columns of other partitions fail", "Without a policy, other columns are refused with their names and the remedy, and nothing changes.", Needs, FailAsync),
        new("columns are appended to partitions", "A new column is added without values in other partitions, and one that has gone stays there; readers of before go on.", Needs, AppendedAsync),
        new("a full refresh with other columns", "A full refresh with other columns replaces the asset: with the first partition that is published, others are gone; without other columns it replaces nothing else.", Needs, FullRefreshAsync),
        new("columns that would be lost stay", "Columns are neither dropped nor converted while other partitions have them.", Needs, LostAsync),
        new("a column of partitions that may be missing now", "A member that becomes nullable is so for new partitions, and one that is not nullable any more is required of them.", Needs, NullableAsync),
        new("a query's missing value in a partition", "The same for what a query gives.", Needs | StoreCapabilities.Queries, MissingInQueryAsync),
    ];

    private static async Task FailAsync(StoreUnderTest store)
    {
        await store.PublishDayAsync(1, 2);
        await Expect.FailsAsync(async () => await PublishAsync(store, 2, new WritePolicy()), "A new column of one partition", Orders.Path, "'count'", "'note'", "AppendNewColumns", "--full-refresh");
        var told = await store.Store.AlterationsAsync(Target(2, new WritePolicy()), RowCodecs.Get<ContractSaleCount>().Schema, store.Cancellation);
        Expect.That(told.Count == 2 && told.All(alteration => alteration.Refusal is not null), $"What staging would do is: {string.Join("; ", told)}.");
        Expect.Rows(ContractSale.Of(1, 2), await store.SalesAsync(), "What was there before");
        await store.PublishDayAsync(2, 1);
    }

    private static async Task AppendedAsync(StoreUnderTest store)
    {
        await store.PublishDayAsync(1, 2);
        await using var reader = await store.BeginAsync();
        var before = await store.BindAsync<ContractSale>(reader, Orders);
        await using (var discarded = await store.BeginAsync())
        {
            await discarded.StageRowsAsync(Target(1, Appending), RowCodecs.Get<ContractSaleCount>(), Rows(1).ToAsyncEnumerable(), store.Cancellation);
            Expect.Rows(ContractSale.Of(1, 2), await store.SalesAsync(), "What is published while other columns are staged");
        }

        var told = await store.Store.AlterationsAsync(Target(2, Appending), RowCodecs.Get<ContractSaleCount>().Schema, store.Cancellation);
        Expect.That(told.All(alteration => alteration.Refusal is null), $"What staging would do is: {string.Join("; ", told)}.");
        await PublishAsync(store, 2, Appending);
        Expect.Rows(ContractSale.Of(1, 2), await store.InOrderAsync(before), "What a reader of before sees");
        Expect.Rows([.. ContractSale.Of(1, 2), new(SalesSlice.Date(2), "eu", 7, null)], await store.SalesAsync(), "The rows with the column that has gone");
        Expect.Rows(
            [.. ContractSale.Of(1, 2).Select(sale => new ContractSaleCount(sale.Day, sale.Region, sale.Id, null)), .. Rows(2)],
            [.. (await store.ReadAsync<ContractSaleCount>(Orders)).OrderBy(row => row.Day).ThenBy(row => row.Id)],
            "The rows with the new column");
        await PublishAsync(store, 1, Appending);
        Expect.Rows([.. Rows(1), .. Rows(2)], [.. (await store.ReadAsync<ContractSaleCount>(Orders)).OrderBy(row => row.Day)], "The rows when all partitions have the new column");
    }

    private static async Task FullRefreshAsync(StoreUnderTest store)
    {
        await store.PublishAsync(SalesSlice.Days(1, 2), [.. ContractSale.Of(1, 2), .. ContractSale.Of(2, 1)]);
        await using (var session = await store.BeginAsync())
        {
            var target = new StageTarget(Orders) { Slice = SalesSlice.Days(2), FullRefresh = true };
            await session.PublishAsync([await session.StageRowsAsync(target, RowCodecs.Get<ContractSale>(), ContractSale.Of(2, 3).ToAsyncEnumerable(), store.Cancellation)], store.Cancellation);
        }

        Expect.Rows([.. ContractSale.Of(1, 2), .. ContractSale.Of(2, 3)], await store.SalesAsync(), "What a full refresh of one partition leaves");
        await using (var reader = await store.BeginAsync())
        {
            var before = await store.BindAsync<ContractSale>(reader, Orders);
            await using var first = await store.BeginAsync();
            await using var second = await store.BeginAsync();
            var (one, two) = (await StageAsync(first, 1), await StageAsync(second, 2));
            Expect.Rows([.. ContractSale.Of(1, 2), .. ContractSale.Of(2, 3)], await store.SalesAsync(), "What is published while other columns are staged");
            await second.PublishAsync([two], store.Cancellation);
            await first.PublishAsync([one], store.Cancellation);
            Expect.Rows([.. ContractSale.Of(1, 2), .. ContractSale.Of(2, 3)], await store.InOrderAsync(before), "What a reader of before sees");
        }

        Expect.Rows([.. Rows(1), .. Rows(2)], [.. (await store.ReadAsync<ContractSaleCount>(Orders)).OrderBy(row => row.Day)], "What two full refreshes have made");
        Expect.Equal(2L, (await store.HeadAsync(Orders))?.Partitions, "The number of partitions that they have made");

        ValueTask<StagedAsset> StageAsync(IStoreSession session, int day) =>
            session.StageRowsAsync(Target(day, new WritePolicy(), fullRefresh: true), RowCodecs.Get<ContractSaleCount>(), Rows(day).ToAsyncEnumerable(), store.Cancellation);
    }

    private static async Task LostAsync(StoreUnderTest store)
    {
        await store.PublishDayAsync(1, 1);
        await Expect.FailsAsync(async () => await PublishAsync(store, 2, new WritePolicy { OnSchemaChange = SchemaChange.Sync }), "Dropping a column of other partitions", Orders.Path, "'note'", "AppendNewColumns");
        await using var session = await store.BeginAsync();
        await session.PublishAsync([await store.StageAsync<ContractSmallId>(session, SalesSlice.Named("a"), [new(1)], Totals)], store.Cancellation);
        await Expect.FailsAsync(
            async () => await session.StageRowsAsync(
                new StageTarget(Totals) { Slice = SalesSlice.Named("b"), Write = new WritePolicy { OnSchemaChange = SchemaChange.Sync } }, RowCodecs.Get<ContractRowId>(), new[] { new ContractRowId(2) }.ToAsyncEnumerable(), store.Cancellation),
            "Converting a column of other partitions", Totals.Path, "'id'");
    }

    private static async Task NullableAsync(StoreUnderTest store)
    {
        await store.PublishAsync<ContractRequiredNote>(SalesSlice.Named("a"), [new(1, "one")]);
        await store.PublishAsync<ContractNote>(SalesSlice.Named("b"), [new(2, null)]);
        Expect.Rows([new ContractNote(1, "one"), new ContractNote(2, null)], [.. (await store.ReadAsync<ContractNote>(Orders)).OrderBy(row => row.Id)], "The rows of both contracts");
        await Expect.FailsAsync(async () => await store.PublishAsync<ContractRequiredNote>(SalesSlice.Named("c"), [new(3, null!)]), "A value that is missing and required again", "note");
        await store.PublishAsync<ContractRequiredNote>(SalesSlice.Named("b"), [new(4, "four")]);
        Expect.Rows([new ContractRequiredNote(1, "one"), new ContractRequiredNote(4, "four")], [.. (await store.ReadAsync<ContractRequiredNote>(Orders)).OrderBy(row => row.Id)], "The rows when all are required again");
    }

    private static async Task MissingInQueryAsync(StoreUnderTest store)
    {
        await store.PublishAsync<ContractRequiredNote>(SalesSlice.Named("a"), [new(1, "one")]);
        await using var session = await store.BeginAsync();
        var target = new StageTarget(Orders) { Slice = SalesSlice.Named("b") };
        var query = new SqlQuery("select cast(2 as bigint) as id, cast(null as varchar) as note", []);
        await Expect.FailsAsync(async () => await StageAsync<ContractRequiredNote>(), "A value that is missing", Orders.Path, "note");
        await session.PublishAsync([await StageAsync<ContractNote>()], store.Cancellation);
        await Expect.FailsAsync(async () => await StageAsync<ContractRequiredNote>(), "A value that is missing and required again", Orders.Path, "note");
        Expect.Rows([new ContractNote(1, "one"), new ContractNote(2, null)], [.. (await store.ReadAsync<ContractNote>(Orders)).OrderBy(row => row.Id)], "The rows of both contracts");

        ValueTask<StagedAsset> StageAsync<T>() => session.StageQueryAsync(target, RowCodecs.Get<T>().Schema, query, store.Cancellation);
    }

    private static StageTarget Target(int day, WritePolicy policy, bool fullRefresh = false) => new(Orders) { Slice = SalesSlice.Days(day), Write = policy, FullRefresh = fullRefresh };

    private static ContractSaleCount[] Rows(int day) => [new(SalesSlice.Date(day), "eu", 7, day)];

    private static async Task PublishAsync(StoreUnderTest store, int day, WritePolicy policy)
    {
        await using var session = await store.BeginAsync();
        await session.PublishAsync([await session.StageRowsAsync(Target(day, policy), RowCodecs.Get<ContractSaleCount>(), Rows(day).ToAsyncEnumerable(), store.Cancellation)], store.Cancellation);
    }
}
