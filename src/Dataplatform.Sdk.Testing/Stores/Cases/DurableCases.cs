using Dataplatform.Sdk.Stores;
using static Dataplatform.Sdk.Testing.StoreUnderTest;

namespace Dataplatform.Sdk.Testing;

/// <summary>Stores that are opened again, and several that are open at once.</summary>
internal static class DurableCases
{
    public static IReadOnlyList<StoreContractCase> All { get; } =
    [
        new("a restart keeps what is published", "What is published is there after the store was closed and opened again: rows, values, versions.", StoreCapabilities.Durable, RestartAsync),
        new("fences grow across restarts", "After a restart fences go on growing.", StoreCapabilities.Durable, FencesAsync),
        new("a store exists once it was opened", "A store says whether there is anything to open.", StoreCapabilities.Durable, ExistsAsync),
        new("two stores see the same", "What one store publishes the other sees, and older attempts lose against newer ones of the other.", StoreCapabilities.Shared, TwoStoresAsync),
        new("a store leaves the stages of another alone", "Opening, publishing and closing a store leaves stages and pinned versions of another in peace.", StoreCapabilities.Shared, LeftAloneAsync),
        new("publishers in two stores", "Many publishers of one asset in two stores: the greatest fence stays.", StoreCapabilities.Shared, PublishersAsync),
    ];

    private static async Task RestartAsync(StoreUnderTest store)
    {
        var staged = await store.PublishAsync(Orders, ContractRow.Some(3_000));
        await using (var session = await store.BeginAsync())
        {
            await session.PublishAsync([await store.StageValueAsync(session, Model, "kept")], store.Cancellation);
            await store.StageAsync(session, Totals, ContractRow.Some(1));
        }

        await store.ReopenAsync();
        Expect.Equal(staged.Version, (await store.HeadAsync(Orders))?.Version, "The version after a restart");
        Expect.Rows(ContractRow.Some(3_000), await store.ReadAsync<ContractRow>(Orders), "The table after a restart");
        await using var reader = await store.BeginAsync();
        Expect.Equal("kept", await reader.ReadArtifactAsync(Model, TextArtifact.Codec, store.Cancellation), "The value after a restart");
        Expect.Equal(null, await store.HeadAsync(Totals), "The head of what was only staged");
    }

    private static async Task FencesAsync(StoreUnderTest store)
    {
        var last = (await store.PublishAsync(Orders, ContractRow.Some(1))).Fence;
        for (var restart = 0; restart < 3; restart++)
        {
            await store.ReopenAsync();
            var fence = (await store.PublishAsync(Orders, ContractRow.Some(1))).Fence;
            Expect.That(fence > last, $"The fence {fence} was given after {last} and a restart.");
            last = fence;
        }
    }

    private static Task ExistsAsync(StoreUnderTest store)
    {
        Expect.That(store.Store.Exists, "A store that was opened says that there is nothing to open.");
        return Task.CompletedTask;
    }

    private static async Task TwoStoresAsync(StoreUnderTest store)
    {
        var other = await store.OpenAnotherAsync();
        await using var zombie = await store.BeginAsync();
        var old = await store.StageAsync(zombie, Orders, ContractRow.Some(1));
        await store.PublishAsync(Orders, ContractRow.Some(4, 2), other);
        Expect.Rows(ContractRow.Some(4, 2), await store.ReadAsync<ContractRow>(Orders), "What the other store published");
        await Expect.FailsAsync(() => zombie.PublishAsync([old], store.Cancellation), "Publishing over a newer attempt of the other store", Orders.Path);
        await store.PublishAsync(Orders, ContractRow.Some(5, 3));
        Expect.Rows(ContractRow.Some(5, 3), await store.ReadAsync<ContractRow>(Orders, other), "What this store published, seen by the other,");
    }

    private static async Task LeftAloneAsync(StoreUnderTest store)
    {
        await store.PublishAsync(Orders, ContractRow.Some(3));
        await using var session = await store.BeginAsync();
        var source = await store.BindAsync<ContractRow>(session, Orders);
        var staged = await store.StageAsync(session, Totals, ContractRow.Some(9));
        await using (var other = await store.OpenAnotherAsync())
        {
            await store.PublishAsync(Orders, ContractRow.Some(4, 2), other);
            await store.PublishAsync(Orders, ContractRow.Some(5, 3), other);
        }

        await store.OpenAnotherAsync();
        Expect.Rows(ContractRow.Some(3), await store.ReadAsync(source), "The pinned version");
        await session.PublishAsync([staged], store.Cancellation);
        Expect.Rows(ContractRow.Some(9), await store.ReadAsync<ContractRow>(Totals), "The stage, published after another store came and went,");
    }

    private static async Task PublishersAsync(StoreUnderTest store)
    {
        var other = await store.OpenAnotherAsync();
        var all = await Task.WhenAll(new[] { store.Store, other, store.Store, other }.Select((at, publisher) => Task.Run(
            async () =>
            {
                var published = new List<StagedAsset>();
                for (var i = 0; i < 8; i++)
                {
                    await using var session = await store.BeginAsync(at);
                    var staged = await store.StageAsync(session, Orders, ContractRow.Some(publisher + 1, i));
                    try
                    {
                        await session.PublishAsync([staged], store.Cancellation);
                        published.Add(staged);
                    }
                    catch (DataplatformException)
                    {
                        // A newer attempt was faster.
                    }
                }

                return published;
            },
            store.Cancellation)));
        var newest = all.SelectMany(published => published).MaxBy(staged => staged.Fence)!;
        Expect.Equal(newest.Version, (await store.HeadAsync(Orders))?.Version, "The head in this store");
        Expect.Equal(newest.Version, (await store.HeadAsync(Orders, other))?.Version, "The head in the other store");
    }
}
