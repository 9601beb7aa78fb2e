using static Dataplatform.Sdk.Testing.StoreUnderTest;

namespace Dataplatform.Sdk.Testing;

/// <summary>Rows come back as they were.</summary>
internal static class RowCases
{
    public static IReadOnlyList<StoreContractCase> All { get; } =
    [
        new("every kind of column", "Values of every kind come back as they were, missing ones too.", StoreCapabilities.None, EveryKindAsync),
        new("any number of rows", "Any number of rows comes back in its order, none as well.", StoreCapabilities.None, AnyNumberAsync),
        new("a table counts and previews", "A table counts its rows, and gives the first ones of them.", StoreCapabilities.None, CountAndPreviewAsync),
        new("a narrower contract", "A contract with fewer columns reads those; one with an unknown column is refused with its name.", StoreCapabilities.None, NarrowerAsync),
        new("a changed contract", "An asset may be published with another contract than before.", StoreCapabilities.None, ChangedContractAsync),
        new("the size of rows", "A stage knows the bytes of its values, or does not say; it is not the size on the disk.", StoreCapabilities.None, BytesAsync),
    ];

    private static async Task EveryKindAsync(StoreUnderTest store)
    {
        await using var session = await store.BeginAsync();
        await session.PublishAsync([await store.StageAsync<EveryKind>(session, Orders, EveryKind.Rows)], store.Cancellation);
        Expect.Rows(EveryKind.Rows, await store.ReadAsync<EveryKind>(Orders), "A table with a column of every kind");
    }

    private static async Task AnyNumberAsync(StoreUnderTest store)
    {
        foreach (var count in new[] { 0, 1, RowCodec.BatchSize - 1, RowCodec.BatchSize, RowCodec.BatchSize + 1, 20_000 })
        {
            var staged = await store.PublishAsync(Orders, ContractRow.Some(count));
            Expect.Equal(count, staged.Rows, "The number of staged rows");
            Expect.Rows(ContractRow.Some(count), await store.ReadAsync<ContractRow>(Orders), $"A table of {count} rows");
        }
    }

    private static async Task CountAndPreviewAsync(StoreUnderTest store)
    {
        await store.PublishAsync(Orders, ContractRow.Some(5_000));
        await using var session = await store.BeginAsync();
        var source = await store.BindAsync<ContractRow>(session, Orders);
        Expect.Equal(5_000L, await source.CountAsync(store.Cancellation), "The count");
        Expect.Rows(ContractRow.Stream(5_000).Take(3).ToArray(), await store.ReadAsync(source, limit: 3), "A preview of 3 rows");
        Expect.Equal(0, (await store.ReadAsync(source, limit: 0)).Count, "The number of rows of a preview of none");
        Expect.Equal(5_000, (await store.ReadAsync(source, limit: 1_000_000)).Count, "The number of rows of a preview of more than there are");
    }

    private static async Task NarrowerAsync(StoreUnderTest store)
    {
        await store.PublishAsync(Orders, ContractRow.Some(100));
        Expect.Rows(ContractRow.Some(100).Select(row => new ContractRowId(row.Id)).ToArray(), await store.ReadAsync<ContractRowId>(Orders), "The one column that is read");
        await using var session = await store.BeginAsync();
        await session.PublishAsync([await store.StageAsync<ContractRowId>(session, Totals, [new(1)])], store.Cancellation);
        await Expect.FailsAsync(async () => await store.ReadAsync<ContractRow>(Totals), "Reading columns that are not there", "generation", Totals.Path);
    }

    private static async Task ChangedContractAsync(StoreUnderTest store)
    {
        await store.PublishAsync(Orders, ContractRow.Some(3));
        await using var session = await store.BeginAsync();
        await session.PublishAsync([await store.StageAsync<EveryKind>(session, Orders, EveryKind.Rows)], store.Cancellation);
        Expect.Rows(EveryKind.Rows, await store.ReadAsync<EveryKind>(Orders), "The table of the new contract");
    }

    private static async Task BytesAsync(StoreUnderTest store)
    {
        await using var session = await store.BeginAsync();
        var narrow = await store.StageAsync<ContractRowId>(session, Orders, Enumerable.Repeat(new ContractRowId(7), 10_000));
        Expect.That(narrow.Bytes is null or 80_000, $"The size of 10,000 equal numbers of 8 bytes is given as {narrow.Bytes}, expected 80,000.");
    }
}
