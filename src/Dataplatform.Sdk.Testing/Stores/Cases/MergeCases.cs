using Dataplatform.Sdk.Stores;
using static Dataplatform.Sdk.Testing.StoreUnderTest;

namespace Dataplatform.Sdk.Testing;

/// <summary>Rows that take the place of those with the same key.</summary>
internal static class MergeCases
{
    private static readonly WritePolicy Merge = new() { Mode = WriteMode.Merge, Key = ["id"] };
    private static readonly WritePolicy ByTag = new() { Mode = WriteMode.Merge, Key = ["id", "tag"] };

    public static IReadOnlyList<StoreContractCase> All { get; } =
    [
        new("merge by key", "Rows with a known key take the place of the old ones, others are added, and what does not come stays.", StoreCapabilities.WriteModes, MergesAsync),
        new("merge of a query", "The rows of a query are merged as well.", StoreCapabilities.WriteModes | StoreCapabilities.Queries, QueryAsync),
        new("a repeated run merges once", "A step that is repeated within its run gives the same rows as the first time.", StoreCapabilities.WriteModes, RepeatedAsync),
        new("a key of two columns", "A key may be several columns.", StoreCapabilities.WriteModes, CompoundAsync),
        new("merge refuses a key that comes twice", "A key that comes twice in a run is refused with the key's name and value, and nothing changes.", StoreCapabilities.WriteModes, TwiceAsync),
        new("merge refuses a missing key", "A row without a key is refused with the key's name.", StoreCapabilities.WriteModes, MissingAsync),
        new("merge refuses old rows with the same key", "Rows that were written by another mode and have the same key are refused, until a full refresh.", StoreCapabilities.WriteModes, OldRowsAsync),
    ];

    private static async Task MergesAsync(StoreUnderTest store)
    {
        await store.WriteAsync(Merge, ContractRow.Some(5_000, 1));
        var staged = await store.WriteAsync<ContractRow>(Merge, [new(2, 2, "changed"), new(4_999, 2, null), new(6_000, 2, "new")]);
        Expect.Equal(5_001L, staged.Rows, "The rows of the stage");
        Expect.Rows(
            [.. ContractRow.Some(5_000, 1).Select(row => row.Id switch { 2 => new(2, 2, "changed"), 4_999 => new(4_999, 2, null), _ => row }), new(6_000, 2, "new")],
            await Sorted(store), "The merged rows");
    }

    private static async Task QueryAsync(StoreUnderTest store)
    {
        await store.WriteAsync(Merge, ContractRow.Some(3, 1));
        await using var session = await store.BeginAsync();
        await store.BindAsync<ContractRow>(session, Orders);
        var staged = await session.StageQueryAsync(
            Target(Merge), RowCodecs.Get<ContractRow>().Schema, new SqlQuery("select id + 1 as id, 2 as generation, note from input where id >= 2", []), store.Cancellation);
        await session.PublishAsync([staged], store.Cancellation);
        var old = ContractRow.Some(3, 1);
        Expect.Rows([old[0], old[1], new(3, 2, old[1].Note), new(4, 2, old[2].Note)], await Sorted(store), "The merged rows of the query");
    }

    private static async Task RepeatedAsync(StoreUnderTest store)
    {
        await store.WriteAsync(Merge, ContractRow.Some(3, 1));
        var run = RunId.New(TimeProvider.System);
        await store.WriteAsync<ContractRow>(Merge, [new(2, 2, "a"), new(9, 2, "not the second time")], run);
        await store.WriteAsync<ContractRow>(Merge, [new(2, 2, "b")], run);
        var old = ContractRow.Some(3, 1);
        Expect.Rows([old[0], new(2, 2, "b"), old[2]], await Sorted(store), "A run that was repeated with other rows");
    }

    private static async Task CompoundAsync(StoreUnderTest store)
    {
        await store.WriteAsync<ContractTag>(ByTag, [new(1, "a", 1), new(1, "b", 1), new(2, "a", 1)]);
        await store.WriteAsync<ContractTag>(ByTag, [new(1, "b", 2), new(2, "b", 2)]);
        Expect.Rows([new(1, "a", 1), new(1, "b", 2), new(2, "a", 1), new(2, "b", 2)], await store.OrderedAsync<ContractTag>(row => (row.Id, row.Tag)), "The merged rows");
    }

    private static async Task TwiceAsync(StoreUnderTest store)
    {
        await store.WriteAsync(Merge, ContractRow.Some(2, 1));
        await Expect.FailsAsync(
            async () => await store.WriteAsync<ContractRow>(Merge, [new(1, 2, "a"), new(4711, 2, "b"), new(4711, 2, "c")]), "Merging a key that comes twice", Orders.Path, "id", "4711");
        Expect.Rows(ContractRow.Some(2, 1), await Sorted(store), "What was there before");
        await Expect.FailsAsync(
            async () => await store.WriteAsync<ContractRow>(Merge, [new(4711, 2, "b"), new(4711, 2, "c")], fullRefresh: true), "A full refresh with a key that comes twice", "4711");
    }

    private static async Task MissingAsync(StoreUnderTest store) =>
        await Expect.FailsAsync(async () => await store.WriteAsync<ContractTag>(ByTag, [new(1, "a", 1), new(1, null, 1)]), "Merging a row without a key", Orders.Path, "tag");

    private static async Task OldRowsAsync(StoreUnderTest store)
    {
        await store.WriteAsync<ContractRow>(new() { Mode = WriteMode.Append }, [new(77, 1, null), new(77, 1, null)]);
        await Expect.FailsAsync(async () => await store.WriteAsync(Merge, ContractRow.Some(1, 2)), "Merging into rows with the same key", Orders.Path, "77");
        await store.WriteAsync(Merge, ContractRow.Some(1, 2), fullRefresh: true);
        Expect.Rows(ContractRow.Some(1, 2), await Sorted(store), "A full refresh");
    }

    private static async Task<IReadOnlyList<ContractRow>> Sorted(StoreUnderTest store) => await store.OrderedAsync<ContractRow>(row => row.Id);
}
