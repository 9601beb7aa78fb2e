using Dataplatform.Sdk.Stores;
using static Dataplatform.Sdk.Testing.StoreUnderTest;

namespace Dataplatform.Sdk.Testing;

/// <summary>Rows that are added to those of earlier runs, and what is true of all modes that keep rows.</summary>
internal static class AppendCases
{
    private static readonly WritePolicy Append = new() { Mode = WriteMode.Append };

    public static IReadOnlyList<StoreContractCase> All { get; } =
    [
        new("append adds rows", "Appended rows stand beside those of earlier runs; a stage holds and counts all of them.", StoreCapabilities.WriteModes, AddsAsync),
        new("append of a query", "The rows of a query are appended as well.", StoreCapabilities.WriteModes | StoreCapabilities.Queries, QueryAsync),
        new("a repeated run appends once", "A step that is repeated within its run goes on from what was there before the run, after others too.", StoreCapabilities.WriteModes, RepeatedAsync),
        new("a repeated run sees its first input", "The asset's own last version is that before the run, also when the run has published already.", StoreCapabilities.WriteModes, PreviousAsync),
        new("a repeated run after a restart", "A run may be repeated after the store was closed.", StoreCapabilities.WriteModes | StoreCapabilities.Durable, RestartAsync),
        new("no update is lost", "What goes on from a version is refused when another run has published since it was staged.", StoreCapabilities.WriteModes, LostUpdateAsync),
        new("a full refresh", "A full refresh begins with nothing.", StoreCapabilities.WriteModes, FullRefreshAsync),
        new("append is discarded", "What is staged and not published adds nothing.", StoreCapabilities.WriteModes, DiscardedAsync),
        new("append after a value", "Where a value was published before, there are no rows to go on from.", StoreCapabilities.WriteModes, AfterValueAsync),
    ];

    private static async Task AddsAsync(StoreUnderTest store)
    {
        Expect.Equal(2L, (await store.WriteAsync(Append, ContractRow.Some(2, 1))).Rows, "The rows of the first stage");
        Expect.Equal(5_002L, (await store.WriteAsync(Append, ContractRow.Some(5_000, 2))).Rows, "The rows of the second stage");
        Expect.Equal(5_002L, (await store.WriteAsync<ContractRow>(Append, [])).Rows, "The rows of a stage without new ones");
        Expect.Equal(5_002L, (await store.HeadAsync(Orders))?.Rows, "The rows of the head");
        Expect.Rows([.. ContractRow.Some(2, 1), .. ContractRow.Some(5_000, 2)], await Sorted(store), "The rows of both runs");
    }

    private static async Task QueryAsync(StoreUnderTest store)
    {
        for (var generation = 1; generation <= 2; generation++)
        {
            await using var session = await store.BeginAsync();
            var staged = await session.StageQueryAsync(
                Target(Append), RowCodecs.Get<ContractRow>().Schema, new SqlQuery($"select 7 as id, {generation} as generation, cast(null as varchar) as note", []), store.Cancellation);
            Expect.Equal((long)generation, staged.Rows, "The rows of the stage");
            await session.PublishAsync([staged], store.Cancellation);
        }

        Expect.Rows([new(7, 1, null), new(7, 2, null)], await Sorted(store), "The rows of both queries");
    }

    private static async Task RepeatedAsync(StoreUnderTest store)
    {
        var (first, second) = (RunId.New(TimeProvider.System), RunId.New(TimeProvider.System));
        await store.WriteAsync(Append, ContractRow.Some(2, 1), first);
        await store.WriteAsync(Append, ContractRow.Some(3, 1), first);
        Expect.Rows(ContractRow.Some(3, 1), await Sorted(store), "A first run that was repeated");
        for (var i = 0; i < 3; i++)
        {
            await store.WriteAsync(Append, ContractRow.Some(2, 2), second);
        }

        Expect.Rows([.. ContractRow.Some(3, 1), .. ContractRow.Some(2, 2)], await Sorted(store), "A second run that was repeated");
        await store.WriteAsync(Append, ContractRow.Some(1, 3));
        Expect.Rows([.. ContractRow.Some(3, 1), .. ContractRow.Some(2, 2), .. ContractRow.Some(1, 3)], await Sorted(store), "A third run");
    }

    private static async Task PreviousAsync(StoreUnderTest store)
    {
        var (first, second) = (RunId.New(TimeProvider.System), RunId.New(TimeProvider.System));
        await CountsAsync(first, null);
        await CountsAsync(first, null);
        await CountsAsync(second, 1);
        await CountsAsync(second, 1);
        await CountsAsync(RunId.New(TimeProvider.System), 2);

        // Each run replaces the asset by one row more than there were.
        async Task CountsAsync(RunId run, int? before)
        {
            await using var session = await store.BeginRunAsync(run);
            var input = new InputBinding.Previous(Orders, "previous");
            var isThere = await session.BindAsync(input, store.Cancellation);
            Expect.Equal(before is not null, isThere, "Whether there is a last version");
            if (isThere)
            {
                Expect.Equal((long)before!, await session.Open(input, RowCodecs.Get<ContractRow>()).CountAsync(store.Cancellation), "The rows of the last version");
            }

            await session.PublishAsync([await store.StageAsync(session, Orders, ContractRow.Some((before ?? 0) + 1))], store.Cancellation);
        }
    }

    private static async Task RestartAsync(StoreUnderTest store)
    {
        await store.WriteAsync(Append, ContractRow.Some(1, 1));
        var run = RunId.New(TimeProvider.System);
        await store.WriteAsync(Append, ContractRow.Some(2, 2), run);
        await store.ReopenAsync();
        await store.WriteAsync(Append, ContractRow.Some(3, 2), run);
        Expect.Rows([.. ContractRow.Some(1, 1), .. ContractRow.Some(3, 2)], await Sorted(store), "A run that was repeated after a restart");
    }

    private static async Task LostUpdateAsync(StoreUnderTest store)
    {
        await store.WriteAsync(Append, ContractRow.Some(1, 1));
        await using var older = await store.BeginAsync();
        await using var newer = await store.BeginAsync();
        var late = await newer.StageRowsAsync(Target(Append), RowCodecs.Get<ContractRow>(), ContractRow.Some(3, 3).ToAsyncEnumerable(), store.Cancellation);
        var early = await older.StageRowsAsync(Target(Append), RowCodecs.Get<ContractRow>(), ContractRow.Some(2, 2).ToAsyncEnumerable(), store.Cancellation);
        await older.PublishAsync([early], store.Cancellation);
        await Expect.FailsAsync(() => newer.PublishAsync([late], store.Cancellation), "Publishing what does not know the rows of another run", Orders.Path);
        Expect.Rows([.. ContractRow.Some(1, 1), .. ContractRow.Some(2, 2)], await Sorted(store), "What was published first");
    }

    private static async Task FullRefreshAsync(StoreUnderTest store)
    {
        await store.WriteAsync(Append, ContractRow.Some(5, 1));
        var run = RunId.New(TimeProvider.System);
        await store.WriteAsync(Append, ContractRow.Some(2, 2), run, fullRefresh: true);
        await store.WriteAsync(Append, ContractRow.Some(2, 2), run, fullRefresh: true);
        Expect.Rows(ContractRow.Some(2, 2), await Sorted(store), "A full refresh, twice");
        await store.WriteAsync(Append, ContractRow.Some(1, 3));
        Expect.Rows([.. ContractRow.Some(2, 2), .. ContractRow.Some(1, 3)], await Sorted(store), "The run after it");
    }

    private static async Task DiscardedAsync(StoreUnderTest store)
    {
        await store.WriteAsync(Append, ContractRow.Some(1, 1));
        await using (var session = await store.BeginAsync())
        {
            await session.StageRowsAsync(Target(Append), RowCodecs.Get<ContractRow>(), ContractRow.Some(2, 2).ToAsyncEnumerable(), store.Cancellation);
            Expect.Rows(ContractRow.Some(1, 1), await Sorted(store), "What is published while more is staged");
        }

        Expect.Rows(ContractRow.Some(1, 1), await Sorted(store), "What is published after the session");
    }

    private static async Task AfterValueAsync(StoreUnderTest store)
    {
        await using (var session = await store.BeginAsync())
        {
            await session.PublishAsync([await store.StageValueAsync(session, Orders, "a value")], store.Cancellation);
        }

        var run = RunId.New(TimeProvider.System);
        await store.WriteAsync(Append, ContractRow.Some(2, 1), run);
        await store.WriteAsync(Append, ContractRow.Some(3, 1), run);
        Expect.Rows(ContractRow.Some(3, 1), await Sorted(store), "The rows after a value");
    }

    private static async Task<IReadOnlyList<ContractRow>> Sorted(StoreUnderTest store) => await store.OrderedAsync<ContractRow>(row => (row.Generation, row.Id));
}
