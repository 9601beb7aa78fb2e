using Dataplatform.Sdk.Stores;
using static Dataplatform.Sdk.Testing.StoreUnderTest;

namespace Dataplatform.Sdk.Testing;

/// <summary>Looking at what is staged, as checks do.</summary>
internal static class StagedCases
{
    private static readonly AssetKey Large = new("kit_sales/large");

    public static IReadOnlyList<StoreContractCase> All { get; } =
    [
        new("staged rows can be read", "A session reads what it has staged as it would be after publication, more than once, while others see what is published.", StoreCapabilities.None, RowsAsync),
        new("a staged value can be read", "A session reads the value that it has staged.", StoreCapabilities.None, ValueAsync),
        new("staged rows can be queried", "A session queries what it has staged beside what is published: the number of all rows, and some of them.", StoreCapabilities.Queries, QueryAsync),
        new("rows that are kept are staged too", "Of an asset that keeps rows a session reads those that were there before as well.", StoreCapabilities.WriteModes, KeptAsync),
        new("a staged view can be read", "A session reads a view before it is published.", StoreCapabilities.Views, ViewAsync),
        new("staged partitions can be read", "A session reads the partitions that it has staged, and no others.", StoreCapabilities.Partitions, PartitionsAsync),
        new("only one's own stage is read", "A session reads nothing that another has staged, nor what it has published.", StoreCapabilities.None, ForeignAsync),
    ];

    private static async Task RowsAsync(StoreUnderTest store)
    {
        await store.PublishAsync(Orders, ContractRow.Some(2));
        await using var session = await store.BeginAsync();
        var staged = await store.StageAsync(session, Orders, ContractRow.Some(5, 3));
        var source = await OpenAsync(store, session, staged, "staged_orders");
        Expect.Rows(ContractRow.Some(5, 3), await store.ReadAsync(source), "The staged rows");
        Expect.Equal(5L, await source.CountAsync(store.Cancellation), "The number of staged rows");
        Expect.Rows(ContractRow.Some(2), await store.ReadAsync<ContractRow>(Orders), "The published rows meanwhile");
        await session.PublishAsync([staged], store.Cancellation);
        Expect.Rows(ContractRow.Some(5, 3), await store.ReadAsync<ContractRow>(Orders), "The published rows afterwards");
    }

    private static async Task ValueAsync(StoreUnderTest store)
    {
        await using var session = await store.BeginAsync();
        var staged = await store.StageValueAsync(session, Model, "staged");
        Expect.Equal("staged", await session.ReadStagedAsync(staged, TextArtifact.Codec, store.Cancellation), "The staged value");
        await Expect.FailsAsync(async () => await session.BindAsync(new InputBinding.Staged(Model, "m", staged), store.Cancellation), "Binding a staged value as rows", Model.Path);
    }

    private static async Task QueryAsync(StoreUnderTest store)
    {
        await store.PublishAsync(Orders, ContractRow.Some(2));
        await using var session = await store.BeginAsync();
        var staged = await store.StageAsync(session, Totals, ContractRow.Some(5));
        await OpenAsync(store, session, staged, "staged_totals");
        await store.BindAsync<ContractRow>(session, Orders, "orders");
        var found = await session.QueryAsync(new SqlQuery("select id, note from staged_totals where id not in (select id from orders) -- a comment", []), 2, store.Cancellation);
        Expect.Equal((3L, 2, "id, note"), (found.Total, found.Rows.Count, string.Join(", ", found.Columns.Select(column => column.Name))), "All rows, those that were read, and their columns");
        var none = await session.QueryAsync(new SqlQuery("select * from staged_totals where id > cast($1 as bigint);", [new SqlParameter(100L, new ColumnType(ColumnKind.Int64))]), 2, store.Cancellation);
        Expect.Equal((0L, 0), (none.Total, none.Rows.Count), "The rows of a query that gives none");
        await Expect.FailsAsync(async () => await session.QueryAsync(new SqlQuery("select nothing from staged_totals", []), 2, store.Cancellation), "A wrong query", "nothing");
        await session.PublishAsync([staged], store.Cancellation);
    }

    private static async Task KeptAsync(StoreUnderTest store)
    {
        await store.WriteAsync<ContractRow>(WritePolicy.Replace with { Mode = WriteMode.Append }, ContractRow.Some(2));
        await using var session = await store.BeginAsync();
        var staged = await session.StageRowsAsync(Target(WritePolicy.Replace with { Mode = WriteMode.Append }), RowCodecs.Get<ContractRow>(), ContractRow.Some(3, 9).ToAsyncEnumerable(), store.Cancellation);
        Expect.Equal(5L, await (await OpenAsync(store, session, staged, "all_orders")).CountAsync(store.Cancellation), "The rows that were there before and the new ones");
    }

    private static async Task ViewAsync(StoreUnderTest store)
    {
        await store.PublishAsync(Orders, ContractRow.Some(4));
        await using var session = await store.BeginAsync();
        var query = new SqlQuery($"select * from {store.Store.Dialect!.PublicName(Orders)} where id > 2", []);
        var staged = await session.StageViewAsync(new StageTarget(Large), RowCodecs.Get<ContractRow>().Schema, query, store.Cancellation);
        Expect.Rows([.. ContractRow.Stream(4).Skip(2)], await store.ReadAsync(await OpenAsync(store, session, staged, "large")), "The staged view");
    }

    private static async Task PartitionsAsync(StoreUnderTest store)
    {
        await store.PublishDayAsync(1, 3);
        await store.PublishDayAsync(2, 3);
        await using var session = await store.BeginAsync();
        var staged = await store.StageAsync(session, SalesSlice.Days(2, 3), [.. ContractSale.Of(2, 2, 9), .. ContractSale.Of(3, 1, 9)]);
        var binding = new InputBinding.Staged(Orders, "staged_orders", staged);
        await session.BindAsync(binding, store.Cancellation);
        Expect.Rows(SalesSlice.InOrder([.. ContractSale.Of(2, 2, 9), .. ContractSale.Of(3, 1, 9)]), await store.InOrderAsync(session.Open(binding, RowCodecs.Get<ContractSale>())), "The staged partitions");
        Expect.Equal(6, (await store.SalesAsync()).Count, "The number of published rows meanwhile");
    }

    private static async Task ForeignAsync(StoreUnderTest store)
    {
        await using var session = await store.BeginAsync();
        await using var other = await store.BeginAsync();
        var staged = await store.StageAsync(session, Orders, ContractRow.Some(2));
        await Expect.FailsAsync<InvalidOperationException>(async () => await OpenAsync(store, other, staged, "theirs"), "Reading what another session has staged");
        await session.PublishAsync([staged], store.Cancellation);
        await Expect.FailsAsync<InvalidOperationException>(async () => await OpenAsync(store, session, staged, "mine"), "Reading a stage that is published");
    }

    private static async Task<ITableSource<ContractRow>> OpenAsync(StoreUnderTest store, IStoreSession session, StagedAsset staged, string name)
    {
        var binding = new InputBinding.Staged(staged.Key, name, staged);
        Expect.That(await session.BindAsync(binding, store.Cancellation), "What is staged was not bound.");
        return session.Open(binding, RowCodecs.Get<ContractRow>());
    }
}
