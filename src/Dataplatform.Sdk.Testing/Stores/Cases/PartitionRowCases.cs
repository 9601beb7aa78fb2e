using Dataplatform.Sdk.Stores;
using static Dataplatform.Sdk.Testing.StoreUnderTest;

namespace Dataplatform.Sdk.Testing;

/// <summary>Rows that are not where they belong.</summary>
internal static class PartitionRowCases
{
    private const StoreCapabilities Needs = StoreCapabilities.Partitions;

    public static IReadOnlyList<StoreContractCase> All { get; } =
    [
        new("a row outside of its partition", "A row that is not in the partition is refused with its values, the column and the partition; nothing is staged, and the session is good.", Needs, OutsideOneAsync),
        new("a row outside of all partitions", "The same where several partitions are staged together: before, between and behind them.", Needs, OutsideAllAsync),
        new("a row without the column of its partition", "A row that has no value in the column by which it is told apart is in no partition.", Needs, MissingAsync),
        new("partitions that nothing tells apart", "Several partitions that no column tells apart are refused with the remedy.", Needs, AlikeAsync),
        new("a column that tells partitions apart must exist", "A column that the contract does not have is named.", Needs, UnknownColumnAsync),
        new("modes that keep rows have no partitions", "A mode that keeps rows is refused for a slice.", Needs, ModesAsync),
        new("what a contract forbids is refused in partitions", "Missing values are refused, and what failed in the middle leaves nothing.", Needs, ForbiddenAsync),
    ];

    private static async Task OutsideOneAsync(StoreUnderTest store)
    {
        await store.PublishDayAsync(1, 1);
        await using var session = await store.BeginAsync();
        await Expect.FailsAsync(
            async () => await store.StageAsync(session, SalesSlice.Days(2), [.. ContractSale.Of(2, 5), new ContractSale(SalesSlice.Date(3), "asia", 77, "a stranger")]),
            "A row of another day", Orders.Path, "'2024-01-02'", "'day' is 2024-01-03", "id = 77", "a stranger");
        await Expect.FailsAsync(
            async () => await store.StageAsync(session, SalesSlice.Cells((2, "eu")), ContractSale.Of(2, 3, region: "us")), "Rows of another region", "2024-01-02|eu", "'region' is us", "2 more rows");
        Expect.Rows(ContractSale.Of(1, 1), await store.SalesAsync(), "All partitions after stages were refused");
        await session.PublishAsync([await store.StageAsync(session, SalesSlice.Days(2), ContractSale.Of(2, 2))], store.Cancellation);
        Expect.Rows([.. ContractSale.Of(1, 1), .. ContractSale.Of(2, 2)], await store.SalesAsync(), "All partitions after a stage without strangers");
    }

    private static async Task OutsideAllAsync(StoreUnderTest store)
    {
        foreach (var stranger in new[] { 1, 3, 5 })
        {
            await using var session = await store.BeginAsync();
            await Expect.FailsAsync(
                async () => await store.StageAsync(session, SalesSlice.Days(4, 2), [.. ContractSale.Of(2, 3), .. ContractSale.Of(stranger, 1), .. ContractSale.Of(4, 3)]),
                "A row of no partition", Orders.Path, $"'day' is {SalesSlice.Key(stranger)}", "id = 1001");
            await Expect.FailsAsync(
                async () => await store.StageAsync(session, SalesSlice.Cells((2, "eu"), (4, "us")), [.. ContractSale.Of(4, 1, 2)]), "A row of a pair that is not staged", "'region' is eu", "'day' is 2024-01-04");
        }
    }

    private static async Task MissingAsync(StoreUnderTest store)
    {
        var slice = new PartitionSlice([new SlicedPartition(new("a"), [new PartitionBound("note", "a")])]);
        await using var session = await store.BeginAsync();
        await Expect.FailsAsync(async () => await store.StageAsync<ContractNote>(session, slice, [new(1, "a"), new(2, null)]), "A row without a value", "'note' is missing", "id = 2");
        slice = new PartitionSlice([.. slice.Partitions, new SlicedPartition(new("b"), [new PartitionBound("note", "b")])]);
        await Expect.FailsAsync(async () => await store.StageAsync<ContractNote>(session, slice, [new(1, "a"), new(2, null), new(3, "b")]), "A row without a value", "'note' is missing", "id = 2");
        await session.PublishAsync([await store.StageAsync<ContractNote>(session, slice, [new(1, "a"), new(3, "b")])], store.Cancellation);
        Expect.Rows([new ContractNote(1, "a"), new ContractNote(3, "b")], [.. (await store.ReadAsync<ContractNote>(Orders)).OrderBy(row => row.Id)], "Rows told apart by a text");
    }

    private static async Task AlikeAsync(StoreUnderTest store)
    {
        var alike = new PartitionSlice([new SlicedPartition(SalesSlice.Key(1, "eu"), SalesSlice.Days(1).Partitions[0].Bounds), new SlicedPartition(SalesSlice.Key(1, "us"), SalesSlice.Days(1).Partitions[0].Bounds)]);
        await using var session = await store.BeginAsync();
        await Expect.FailsAsync(async () => await store.StageAsync(session, alike, ContractSale.Of(1, 1)), "Two partitions with the same bounds", Orders.Path, "2024-01-01|eu", "2024-01-01|us", "By");
        alike = new PartitionSlice([.. SalesSlice.Named("a").Partitions, .. SalesSlice.Named("b").Partitions]);
        await Expect.FailsAsync(async () => await store.StageAsync(session, alike, ContractSale.Of(1, 1)), "Two partitions without bounds", Orders.Path, "'a'", "'b'", "By");
    }

    private static async Task UnknownColumnAsync(StoreUnderTest store)
    {
        await using var session = await store.BeginAsync();
        await Expect.FailsAsync(async () => await store.StageAsync<ContractNote>(session, SalesSlice.Days(1), [new(1, "a")]), "A slice by an unknown column", Orders.Path, "'day'", "ContractNote");
    }

    private static async Task ModesAsync(StoreUnderTest store)
    {
        await using var session = await store.BeginAsync();
        foreach (var policy in new[] { new WritePolicy { Mode = WriteMode.Append }, new WritePolicy { Mode = WriteMode.Merge, Key = ["id"] } })
        {
            var target = new StageTarget(Orders) { Write = policy, Slice = SalesSlice.Days(1) };
            await Expect.FailsAsync(
                async () => await session.StageRowsAsync(target, RowCodecs.Get<ContractSale>(), ContractSale.Of(1, 1).ToAsyncEnumerable(), store.Cancellation), "Appending to a partition", Orders.Path, "partition", policy.Mode.ToString());
        }
    }

    private static async Task ForbiddenAsync(StoreUnderTest store)
    {
        await store.PublishDayAsync(1, 1);
        await using var session = await store.BeginAsync();
        await Expect.FailsAsync(
            async () => await store.StageAsync(session, SalesSlice.Named("a"), [new RequiredText(null!)], Totals), "A missing value in a partition", "text");
        await Expect.FailsAsync<InvalidOperationException>(
            async () => await store.StageAsync(session, SalesSlice.Days(1), ContractSale.Of(1, 5_000).Select(sale => sale.Id == 5_999 ? throw new InvalidOperationException("the shop is closed") : sale)), "A stream that fails in the middle");
        Expect.Rows(ContractSale.Of(1, 1), await store.SalesAsync(), "All partitions after a stage has failed");
    }
}
