using Dataplatform.Sdk.Stores;
using static Dataplatform.Sdk.Testing.StoreUnderTest;

namespace Dataplatform.Sdk.Testing;

/// <summary>Stores that keep views.</summary>
internal static class ViewCases
{
    private static readonly AssetKey Large = new("kit_sales/large");
    private static readonly AssetKey Larger = new("kit_sales/larger");

    public static IReadOnlyList<StoreContractCase> All { get; } =
    [
        new("a view follows its inputs", "A view shows what its inputs are now, has the types of its contract, and no rows of its own.", StoreCapabilities.Views, FollowsAsync),
        new("a view over a view", "A view may read another view.", StoreCapabilities.Views, OverViewAsync),
        new("a view is pinned", "A bound view stays what it was for as long as the session lasts.", StoreCapabilities.Views, PinnedAsync),
        new("a view keeps its contract", "A view whose query does not match its contract, or reads what has no public name, is refused.", StoreCapabilities.Views, ContractAsync),
        new("a view becomes a table", "A view may become a table and the table a view.", StoreCapabilities.Views, BecomesTableAsync),
    ];

    private static async Task FollowsAsync(StoreUnderTest store)
    {
        await store.PublishAsync(Orders, ContractRow.Some(4));
        await PublishViewAsync(store, Large, Orders, "id > 2");
        Expect.Rows([.. ContractRow.Stream(4).Skip(2)], await store.ReadAsync<ContractRow>(Large), "The view");
        await store.PublishAsync(Orders, ContractRow.Some(10, 2));
        Expect.Equal(8, (await store.ReadAsync<ContractRow>(Large)).Count, "The number of rows of the view over the new version");
        Expect.Equal(null, (await store.HeadAsync(Large))?.Rows, "The number of rows of a view in the list");
        await using var session = await store.BeginAsync();
        await store.BindAsync<ContractRow>(session, Large, "large");
        Expect.Equal(8L, (await store.StageQueryAsync<ContractRow>(session, Totals, "select id, generation, note from large")).Rows, "The number of rows of a query over the view");
    }

    private static async Task OverViewAsync(StoreUnderTest store)
    {
        await store.PublishAsync(Orders, ContractRow.Some(4));
        await PublishViewAsync(store, Large, Orders, "id > 2");
        await PublishViewAsync(store, Larger, Large, "id > 3");
        Expect.Rows([.. ContractRow.Stream(4).Skip(3)], await store.ReadAsync<ContractRow>(Larger), "The view over the view");
    }

    private static async Task PinnedAsync(StoreUnderTest store)
    {
        await store.PublishAsync(Orders, ContractRow.Some(4));
        await PublishViewAsync(store, Large, Orders, "id > 2");
        await using var session = await store.BeginAsync();
        var source = await store.BindAsync<ContractRow>(session, Large);
        await PublishViewAsync(store, Large, Orders, "id > 3");
        Expect.Rows([.. ContractRow.Stream(4).Skip(2)], await store.ReadAsync(source), "The view as it was bound");
        Expect.Rows([.. ContractRow.Stream(4).Skip(3)], await store.ReadAsync<ContractRow>(Large), "The view as it is now");
    }

    private static async Task ContractAsync(StoreUnderTest store)
    {
        await store.PublishAsync(Orders, ContractRow.Some(4));
        await using var session = await store.BeginAsync();
        await store.BindAsync<ContractRow>(session, Orders, "bound_here");
        await Expect.FailsAsync(async () => await StageViewAsync(store, session, Large, $"select id from {store.Store.Dialect!.PublicName(Orders)}"), "A view without the contract's columns", "generation", "note");
        await Expect.FailsAsync(async () => await StageViewAsync(store, session, Large, "select * from bound_here"), "A view over the session's own name for an input", "bound_here");
    }

    private static async Task BecomesTableAsync(StoreUnderTest store)
    {
        await store.PublishAsync(Orders, ContractRow.Some(4));
        await PublishViewAsync(store, Large, Orders, "id > 2");
        await store.PublishAsync(Large, ContractRow.Some(7, 2));
        Expect.Rows(ContractRow.Some(7, 2), await store.ReadAsync<ContractRow>(Large), "The table that was a view");
        await PublishViewAsync(store, Large, Orders, "id > 3");
        Expect.Rows([.. ContractRow.Stream(4).Skip(3)], await store.ReadAsync<ContractRow>(Large), "The view that was a table");
    }

    private static async Task PublishViewAsync(StoreUnderTest store, AssetKey key, AssetKey input, string filter)
    {
        await using var session = await store.BeginAsync();
        var sql = $"select id, generation, note from {store.Store.Dialect!.PublicName(input)} where {filter}";
        await session.PublishAsync([await StageViewAsync(store, session, key, sql)], store.Cancellation);
    }

    private static ValueTask<StagedAsset> StageViewAsync(StoreUnderTest store, IStoreSession session, AssetKey key, string sql) =>
        session.StageViewAsync(new StageTarget(key), RowCodecs.Get<ContractRow>().Schema, new SqlQuery(sql, []), store.Cancellation);
}
