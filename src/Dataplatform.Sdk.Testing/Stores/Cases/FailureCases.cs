using Dataplatform.Sdk.Stores;
using static Dataplatform.Sdk.Testing.StoreUnderTest;

namespace Dataplatform.Sdk.Testing;

/// <summary>What a failure leaves behind: nothing.</summary>
internal static class FailureCases
{
    private const int Many = 100_000;

    public static IReadOnlyList<StoreContractCase> All { get; } =
    [
        new("rows that fail", "When the rows fail in the middle the error of their source comes through, nothing is staged, and the session is good.", StoreCapabilities.None, FailingRowsAsync),
        new("rows that are cancelled", "Cancelling ends the staging of rows, nothing is staged, and the session is good.", StoreCapabilities.None, CancelledRowsAsync),
        new("a missing value is refused", "A missing value where the contract knows none is refused with its column.", StoreCapabilities.None, MissingValueAsync),
        new("a failed publication", "A session whose publication was refused may stage and publish something else.", StoreCapabilities.None, RefusedPublicationAsync),
        new("opening again does nothing", "A second call to open does nothing.", StoreCapabilities.None, OpenAgainAsync),
    ];

    private static async Task FailingRowsAsync(StoreUnderTest store)
    {
        await using var session = await store.BeginAsync();
        var rows = ContractRow.Stream(Many).Select(row => row.Id == Many ? throw new InvalidOperationException("the shop is closed") : row);
        var error = await Expect.FailsAsync<InvalidOperationException>(async () => await store.StageAsync(session, Orders, rows), "Staging rows that fail at the end");
        Expect.Equal("the shop is closed", error.Message, "The error");
        await ExpectGoodAsync(store, session);
    }

    private static async Task CancelledRowsAsync(StoreUnderTest store)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(store.Cancellation);
        await using var session = await store.BeginAsync();
        var rows = ContractRow.Stream(Many).Select(row =>
        {
            if (row.Id == Many / 2)
            {
                cancellation.Cancel();
            }

            return row;
        });
        await Expect.FailsAsync<OperationCanceledException>(
            async () => await session.StageRowsAsync(new StageTarget(Orders), RowCodecs.Get<ContractRow>(), rows.ToAsyncEnumerable(), cancellation.Token),
            "Staging rows that is cancelled in the middle");
        await ExpectGoodAsync(store, session);
    }

    private static async Task MissingValueAsync(StoreUnderTest store)
    {
        await using var session = await store.BeginAsync();
        await Expect.FailsAsync(async () => await store.StageAsync<RequiredText>(session, Orders, [new("a"), new(null!)]), "Staging a missing value", "text");
        await ExpectGoodAsync(store, session);
    }

    private static async Task RefusedPublicationAsync(StoreUnderTest store)
    {
        await using var session = await store.BeginAsync();
        var old = await store.StageAsync(session, Orders, ContractRow.Some(1));
        await store.PublishAsync(Orders, ContractRow.Some(2, 2));
        await Expect.FailsAsync(() => session.PublishAsync([old], store.Cancellation), "Publishing an older attempt");
        await session.PublishAsync([await store.StageAsync(session, Totals, ContractRow.Some(3))], store.Cancellation);
        Expect.Equal(3, (await store.ReadAsync<ContractRow>(Totals)).Count, "The number of rows of what was published then");
        Expect.Rows(ContractRow.Some(2, 2), await store.ReadAsync<ContractRow>(Orders), "The newer publication");
    }

    private static async Task OpenAgainAsync(StoreUnderTest store)
    {
        await using var session = await store.BeginAsync();
        var staged = await store.StageAsync(session, Orders, ContractRow.Some(3));
        await store.Store.OpenAsync(store.Cancellation);
        await session.PublishAsync([staged], store.Cancellation);
        await store.Store.OpenAsync(store.Cancellation);
        Expect.Rows(ContractRow.Some(3), await store.ReadAsync<ContractRow>(Orders), "What was published");
    }

    private static async Task ExpectGoodAsync(StoreUnderTest store, IStoreSession session)
    {
        Expect.Equal(null, await store.HeadAsync(Orders), "The head of an asset whose staging failed");
        await session.PublishAsync([await store.StageAsync(session, Orders, ContractRow.Some(2))], store.Cancellation);
        Expect.Rows(ContractRow.Some(2), await store.ReadAsync<ContractRow>(Orders), "What the session publishes after the failure");
    }
}
