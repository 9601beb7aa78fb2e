using System.Collections.Concurrent;
using Dataplatform.Sdk.Stores;
using static Dataplatform.Sdk.Testing.StoreUnderTest;

namespace Dataplatform.Sdk.Testing;

/// <summary>Who wins when several publish.</summary>
internal static class FenceCases
{
    private const int Publishers = 6;

    public static IReadOnlyList<StoreContractCase> All { get; } =
    [
        new("an older attempt never wins", "A session that began before another never publishes over what that one has published, however late it stages.", StoreCapabilities.None, ZombieAsync),
        new("a session may publish again", "A session has one fence, and may publish an asset several times.", StoreCapabilities.None, SameSessionAsync),
        new("a session that was revoked never publishes", "After an asset was revoked no session that began before publishes it, whether it was published before or not; a later session does.", StoreCapabilities.None, RevokedAsync),
        new("fences grow", "Each session has a greater fence than every session that began before.", StoreCapabilities.None, FencesGrowAsync),
        new("publishers of many keys", "Publishers of different assets do not disturb each other.", StoreCapabilities.None, ManyKeysAsync),
        new("publishers of one key", "Of many publishers of one asset each is published or refused, and the greatest fence stays.", StoreCapabilities.None, OneKeyAsync),
        new("first publishers of one key", "Many first publications of one asset at once are a race that the newest wins.", StoreCapabilities.None, FirstOfKeyAsync),
    ];

    private static async Task ZombieAsync(StoreUnderTest store)
    {
        await using var zombie = await store.BeginAsync();
        await using var asleep = await store.BeginAsync();
        var early = await store.StageAsync(zombie, Orders, ContractRow.Some(1));
        await store.PublishAsync(Orders, ContractRow.Some(2, 2));
        await Expect.FailsAsync(() => zombie.PublishAsync([early], store.Cancellation), "Publishing a stage of an older attempt", Orders.Path);
        var late = await store.StageAsync(asleep, Orders, ContractRow.Some(1));
        await Expect.FailsAsync(() => asleep.PublishAsync([late], store.Cancellation), "Publishing what an older attempt staged late", Orders.Path);
        Expect.Rows(ContractRow.Some(2, 2), await store.ReadAsync<ContractRow>(Orders), "The newer publication");
    }

    private static async Task RevokedAsync(StoreUnderTest store)
    {
        await store.PublishAsync(Orders, ContractRow.Some(2));
        await using var zombie = await store.BeginAsync();
        var (known, first) = (await store.StageAsync(zombie, Orders, ContractRow.Some(1)), await store.StageAsync(zombie, Totals, ContractRow.Some(1)));
        await store.Store.RevokeAsync([Orders, Totals], store.Cancellation);
        await Expect.FailsAsync(() => zombie.PublishAsync([known], store.Cancellation), "Publishing in a session that was revoked", Orders.Path);
        await Expect.FailsAsync(() => zombie.PublishAsync([first], store.Cancellation), "Publishing what was never published in a session that was revoked", Totals.Path);
        Expect.Rows(ContractRow.Some(2), await store.ReadAsync<ContractRow>(Orders), "What was published before");
        await store.PublishAsync(Orders, ContractRow.Some(3));
        await store.PublishAsync(Totals, ContractRow.Some(4));
        Expect.Rows(ContractRow.Some(3), await store.ReadAsync<ContractRow>(Orders), "What a later session published");
        Expect.Rows(ContractRow.Some(4), await store.ReadAsync<ContractRow>(Totals), "What a later session published first");
    }

    private static async Task SameSessionAsync(StoreUnderTest store)
    {
        await using var session = await store.BeginAsync();
        var first = await store.StageAsync(session, Orders, ContractRow.Some(1));
        var second = await store.StageAsync(session, Orders, ContractRow.Some(2));
        Expect.Equal(first.Fence, second.Fence, "The fence of a session's second stage");
        Expect.That(first.Version != second.Version, "Two stages of one session have the same version.");
        await session.PublishAsync([first], store.Cancellation);
        await session.PublishAsync([second], store.Cancellation);
        Expect.Rows(ContractRow.Some(2), await store.ReadAsync<ContractRow>(Orders), "The second publication of the session");
    }

    private static async Task FencesGrowAsync(StoreUnderTest store)
    {
        long last = 0;
        for (var i = 0; i < 5; i++)
        {
            await using var session = await store.BeginAsync();
            var staged = await store.StageAsync(session, Orders, ContractRow.Some(1));
            Expect.That(staged.Fence > last, $"The fence {staged.Fence} was given after {last}.");
            last = staged.Fence;
        }
    }

    private static async Task ManyKeysAsync(StoreUnderTest store)
    {
        await Task.WhenAll(Enumerable.Range(0, Publishers).Select(publisher => Task.Run(
            async () =>
            {
                for (var i = 1; i <= 10; i++)
                {
                    await store.PublishAsync(new AssetKey("kit_load", $"asset_{publisher}"), ContractRow.Some(i));
                }
            },
            store.Cancellation)));
        var list = await store.Store.ListAsync(store.Cancellation);
        Expect.Equal(Publishers, list.Count, "The number of published assets");
        Expect.That(list.All(head => head.Rows == 10), $"A publication was lost: the last ones have {string.Join(", ", list.Select(head => head.Rows))} rows, expected 10 each.");
    }

    private static async Task OneKeyAsync(StoreUnderTest store)
    {
        var published = new ConcurrentBag<StagedAsset>();
        await Task.WhenAll(Enumerable.Range(0, Publishers).Select(publisher => Task.Run(
            async () =>
            {
                for (var i = 0; i < 10; i++)
                {
                    await using var session = await store.BeginAsync();
                    var staged = await store.StageAsync(session, Orders, ContractRow.Some(publisher + 1, i));
                    if (await TryPublishAsync(store, session, staged))
                    {
                        published.Add(staged);
                    }
                }
            },
            store.Cancellation)));
        await ExpectNewestAsync(store, Orders, published);
    }

    private static async Task FirstOfKeyAsync(StoreUnderTest store)
    {
        for (var round = 0; round < 5; round++)
        {
            var key = new AssetKey("kit_race", $"asset_{round}");
            var sessions = new List<IStoreSession>();
            var staged = new List<StagedAsset>();
            for (var i = 0; i < Publishers; i++)
            {
                sessions.Add(await store.BeginAsync());
                staged.Add(await store.StageAsync(sessions[i], key, ContractRow.Some(i + 1)));
            }

            var outcomes = await Task.WhenAll(sessions.Select((session, i) => Task.Run(() => TryPublishAsync(store, session, staged[i]), store.Cancellation)));
            Expect.That(outcomes[^1], $"The newest of {Publishers} attempts was refused.");
            await ExpectNewestAsync(store, key, staged.Where((_, i) => outcomes[i]));
            foreach (var session in sessions)
            {
                await session.DisposeAsync();
            }
        }
    }

    private static async Task<bool> TryPublishAsync(StoreUnderTest store, IStoreSession session, StagedAsset staged)
    {
        try
        {
            await session.PublishAsync([staged], store.Cancellation);
            return true;
        }
        catch (DataplatformException e)
        {
            Expect.That(e.Message.Contains(staged.Key.Path, StringComparison.Ordinal), $"The refusal of an older attempt must name the asset; the message is: {e.Message}");
            return false;
        }
    }

    private static async Task ExpectNewestAsync(StoreUnderTest store, AssetKey key, IEnumerable<StagedAsset> published)
    {
        var newest = published.MaxBy(staged => staged.Fence)!;
        Expect.Equal(newest.Version, (await store.HeadAsync(key))?.Version, $"The head after fence {newest.Fence} was published");
        Expect.Equal((int)newest.Rows!, (await store.ReadAsync<ContractRow>(key)).Count, "The number of rows of the newest publication");
    }
}
