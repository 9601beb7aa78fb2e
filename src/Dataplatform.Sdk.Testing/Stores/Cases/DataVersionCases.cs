using static Dataplatform.Sdk.Testing.StoreUnderTest;

namespace Dataplatform.Sdk.Testing;

/// <summary>What content is known by. A store may compute none; then it has nothing to keep here.</summary>
internal static class DataVersionCases
{
    public static IReadOnlyList<StoreContractCase> All { get; } =
    [
        new("equal content has an equal data version", "The same rows in another order, staged by another session, have the same data version.", StoreCapabilities.None, EqualAsync),
        new("other content has another data version", "A row more, a row twice, a pair of equal rows more: each has another data version.", StoreCapabilities.None, OtherAsync),
        new("published data versions are listed", "The head of an asset has the data version of its stage.", StoreCapabilities.None, ListedAsync),
    ];

    private static async Task EqualAsync(StoreUnderTest store)
    {
        var rows = ContractRow.Some(40);
        Expect.Equal(await StagedAsync(store, rows), await StagedAsync(store, [.. rows.Reverse()]), "The data version of the same rows in another order");
    }

    private static async Task OtherAsync(StoreUnderTest store)
    {
        if (await StagedAsync(store, ContractRow.Some(3)) is not { } three)
        {
            return;
        }

        var rows = ContractRow.Some(3);
        var others = new[]
        {
            await StagedAsync(store, ContractRow.Some(4)), await StagedAsync(store, [.. rows, rows[0]]), await StagedAsync(store, [.. rows, rows[0], rows[0]]), await StagedAsync(store, []),
        };
        Expect.Equal(others.Length + 1, others.Append(three).Distinct().Count(), "The number of different data versions");
    }

    private static async Task ListedAsync(StoreUnderTest store)
    {
        await using var session = await store.BeginAsync();
        var staged = await store.StageAsync(session, Orders, ContractRow.Some(5));
        await session.PublishAsync([staged], store.Cancellation);
        Expect.Equal(staged.DataVersion, (await store.Store.ListAsync(store.Cancellation)).Single(head => head.Key == Orders).DataVersion, "The data version of the head");
    }

    private static async Task<string?> StagedAsync(StoreUnderTest store, IReadOnlyList<ContractRow> rows)
    {
        await using var session = await store.BeginAsync();
        return (await store.StageAsync(session, Orders, rows)).DataVersion;
    }
}
