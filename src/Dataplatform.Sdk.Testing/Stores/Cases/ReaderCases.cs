using Dataplatform.Sdk.Stores;
using static Dataplatform.Sdk.Testing.StoreUnderTest;

namespace Dataplatform.Sdk.Testing;

/// <summary>What readers see while others publish.</summary>
internal static class ReaderCases
{
    public static IReadOnlyList<StoreContractCase> All { get; } =
    [
        new("an input is pinned", "A bound input stays the version that it was, for as long as the session lasts, however many newer ones are published.", StoreCapabilities.None, PinnedAsync),
        new("a stream goes on to its end", "A stream that is open ends on the version that it began with.", StoreCapabilities.None, OpenStreamAsync),
        new("rows are read while others are written", "Streams of inputs may be read while an output is written, several at once.", StoreCapabilities.None, ReadWhileWritingAsync),
        new("a stream may be left early", "A stream that is left early ends without an error, and the session is good.", StoreCapabilities.None, LeftEarlyAsync),
        new("reading is cancelled", "Cancelling ends a stream.", StoreCapabilities.None, CancelledAsync),
        new("readers are many", "Many sessions read one asset at once while it is replaced again and again.", StoreCapabilities.None, ManyReadersAsync),
        new("rows of another store", "Rows that are bound from elsewhere are there for the session only.", StoreCapabilities.None, RowsOfAnotherStoreAsync),
    ];

    private static async Task PinnedAsync(StoreUnderTest store)
    {
        await store.PublishAsync(Orders, ContractRow.Some(3));
        await using var reader = await store.BeginAsync();
        var source = await store.BindAsync<ContractRow>(reader, Orders);
        for (var generation = 2; generation <= 5; generation++)
        {
            await store.PublishAsync(Orders, ContractRow.Some(generation, generation));
            Expect.Rows(ContractRow.Some(3), await store.ReadAsync(source), "The pinned version");
            Expect.Equal(3L, await source.CountAsync(store.Cancellation), "The count of the pinned version");
        }

        Expect.Rows(ContractRow.Some(5, 5), await store.ReadAsync<ContractRow>(Orders), "The newest version");
    }

    private static async Task OpenStreamAsync(StoreUnderTest store)
    {
        const int count = 50_000;
        await store.PublishAsync(Orders, ContractRow.Stream(count));
        await using var reader = await store.BeginAsync();
        var source = await store.BindAsync<ContractRow>(reader, Orders);
        var seen = 0;
        await foreach (var row in source.ReadAsync(null, store.Cancellation))
        {
            Expect.Equal(1L, row.Generation, $"The generation of row {seen}");
            if (++seen == 1 || seen == count / 2)
            {
                await store.PublishAsync(Orders, ContractRow.Some(1, 2));
            }
        }

        Expect.Equal(count, seen, "The number of rows of the stream");
    }

    private static async Task ReadWhileWritingAsync(StoreUnderTest store)
    {
        await store.PublishAsync(Orders, ContractRow.Stream(10_000));
        await using var session = await store.BeginAsync();
        var source = await store.BindAsync<ContractRow>(session, Orders);
        var pairs = source.ReadAsync(null, store.Cancellation).Zip(source.ReadAsync(null, store.Cancellation), (one, other) => one with { Generation = one.Id + other.Id });
        var staged = await session.StageRowsAsync(new StageTarget(Totals), RowCodecs.Get<ContractRow>(), pairs, store.Cancellation);
        await session.PublishAsync([staged], store.Cancellation);
        var totals = await store.ReadAsync<ContractRow>(Totals);
        Expect.Equal(10_000, totals.Count, "The number of rows that were read and written");
        Expect.That(totals.All(row => row.Generation == 2 * row.Id), "Two streams of one input gave different rows.");
    }

    private static async Task LeftEarlyAsync(StoreUnderTest store)
    {
        await store.PublishAsync(Orders, ContractRow.Stream(50_000));
        await using var session = await store.BeginAsync();
        var source = await store.BindAsync<ContractRow>(session, Orders);
        await foreach (var row in source.ReadAsync(null, store.Cancellation))
        {
            Expect.Equal(1L, row.Id, "The first row");
            break;
        }

        Expect.Equal(50_000L, await source.CountAsync(store.Cancellation), "The count after a stream was left");
    }

    private static async Task CancelledAsync(StoreUnderTest store)
    {
        await store.PublishAsync(Orders, ContractRow.Stream(50_000));
        await using var session = await store.BeginAsync();
        var source = await store.BindAsync<ContractRow>(session, Orders);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(store.Cancellation);
        await Expect.FailsAsync<OperationCanceledException>(
            async () =>
            {
                await foreach (var _ in source.ReadAsync(null, cancellation.Token))
                {
                    await cancellation.CancelAsync();
                }
            },
            "A stream that is cancelled after its first row");
    }

    private static async Task ManyReadersAsync(StoreUnderTest store)
    {
        await store.PublishAsync(Orders, ContractRow.Some(3_000));
        using var ended = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(
            async () =>
            {
                while (!ended.IsCancellationRequested)
                {
                    var rows = await store.ReadAsync<ContractRow>(Orders);
                    Expect.That(rows.Count == 3_000 && rows.All(row => row.Generation == rows[0].Generation), $"A reader saw {rows.Count} rows of {rows.Select(row => row.Generation).Distinct().Count()} publications, expected 3000 of one.");
                }
            },
            store.Cancellation)).ToArray();
        try
        {
            for (var generation = 2; generation <= 15 && !readers.Any(reader => reader.IsFaulted); generation++)
            {
                await store.PublishAsync(Orders, ContractRow.Some(3_000, generation));
            }
        }
        finally
        {
            await ended.CancelAsync();
        }

        await Task.WhenAll(readers);
    }

    private static async Task RowsOfAnotherStoreAsync(StoreUnderTest store)
    {
        var input = new InputBinding.Published(new AssetKey("kit_elsewhere/events"), "events");
        await using (var session = await store.BeginAsync())
        {
            await session.BindRowsAsync(input, RowCodecs.Get<ContractRow>(), ContractRow.Stream(5_000).ToAsyncEnumerable(), store.Cancellation);
            var source = session.Open(input, RowCodecs.Get<ContractRow>());
            Expect.Equal(5_000L, await source.CountAsync(store.Cancellation), "The count of rows from elsewhere");
            Expect.Rows(ContractRow.Some(5_000), await store.ReadAsync(source), "The rows from elsewhere");
        }

        Expect.Equal(0, (await store.Store.ListAsync(store.Cancellation)).Count, "The number of published assets");
        await using var later = await store.BeginAsync();
        Expect.That(!await later.BindAsync(input, store.Cancellation), "Rows from elsewhere are there for a later session.");
    }
}
