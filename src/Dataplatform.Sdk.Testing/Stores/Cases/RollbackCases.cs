using Dataplatform.Sdk.Stores;
using static Dataplatform.Sdk.Testing.StoreUnderTest;

namespace Dataplatform.Sdk.Testing;

/// <summary>Versions that are kept, and going back to them.</summary>
internal static class RollbackCases
{
    public static IReadOnlyList<StoreContractCase> All { get; } =
    [
        new("versions are listed", "The versions of an asset are the published one and those before it, the newest first, as they were listed when they were published.", StoreCapabilities.Rollback, ListedAsync),
        new("a rollback publishes the version before", "After a rollback the version of before is published and listed, with the time of the rollback, and is what new sessions read.", StoreCapabilities.Rollback, PublishesAsync),
        new("a rollback of a value", "Values go back as rows do, and other assets stay as they are.", StoreCapabilities.Rollback, ValueAsync),
        new("rollbacks go further back", "A second rollback goes back further, and never to what was withdrawn; when nothing is left it is refused.", StoreCapabilities.Rollback, FurtherAsync),
        new("a reader keeps what was withdrawn", "Who reads a version that is withdrawn goes on reading it.", StoreCapabilities.Rollback, ReaderAsync),
        new("an attempt of before a rollback never wins", "A session that began before a rollback does not publish over it; a later one does.", StoreCapabilities.Rollback, FenceAsync),
        new("what comes after a rollback", "A version that is published after a rollback has the one before it as it was gone back to.", StoreCapabilities.Rollback, AfterwardsAsync),
        new("a rollback knows what it leaves", "A rollback is refused if another version is published than its caller knows, or the one to go back to is not kept.", StoreCapabilities.Rollback, StaleAsync),
        new("a rollback survives a restart", "After the store was closed and opened again it is as the rollback left it.", StoreCapabilities.Rollback | StoreCapabilities.Durable, RestartAsync),
        new("a rollback in another store", "A rollback in one store is seen in the other, and stands against sessions there.", StoreCapabilities.Rollback | StoreCapabilities.Shared, SharedAsync),
        new("a rollback among readers and publishers", "Readers see whole versions while others publish and roll back.", StoreCapabilities.Rollback, CrowdAsync),
    ];

    private static async Task ListedAsync(StoreUnderTest store)
    {
        Expect.Equal(0, (await VersionsAsync(store)).Count, "The number of versions of an asset that was never published");
        var heads = new List<PublishedAsset>();
        foreach (var generation in new[] { 1, 2, 3 })
        {
            await store.PublishAsync(Orders, ContractRow.Some(generation, generation));
            heads.Insert(0, (await store.HeadAsync(Orders))!);
            await store.PublishAsync(Totals, ContractRow.Some(1));
        }

        var versions = await VersionsAsync(store);
        Expect.That(versions.SequenceEqual(heads), $"The versions are {string.Join("; ", versions)}, expected {string.Join("; ", heads)}.");
        await using var session = await store.BeginAsync();
        await store.StageAsync(session, Orders, ContractRow.Some(4, 4));
        Expect.Equal(3, (await VersionsAsync(store)).Count, "The number of versions while a fourth one is staged");
    }

    private static async Task PublishesAsync(StoreUnderTest store)
    {
        var (first, second) = (await store.PublishAsync(Orders, ContractRow.Some(3)), await store.PublishAsync(Orders, ContractRow.Some(5, 2)));
        var before = (await VersionsAsync(store))[1];
        var restored = await store.Store.RollBackAsync(Orders, second.Version, first.Version, store.Cancellation);
        Expect.That(restored.RestoredAt is not null, "What was published again says no time of the rollback.");
        Expect.Equal(before, restored with { RestoredAt = null }, "What was published again");
        Expect.Equal(restored, await store.HeadAsync(Orders), "The head after the rollback");
        Expect.That((await VersionsAsync(store)).SequenceEqual([restored]), "The versions are not the one that was gone back to alone.");
        Expect.Rows(ContractRow.Some(3), await store.ReadAsync<ContractRow>(Orders), "The rows after the rollback");
    }

    private static async Task ValueAsync(StoreUnderTest store)
    {
        await store.PublishAsync(Orders, ContractRow.Some(2));
        var published = new List<StagedAsset>();
        foreach (var text in new[] { "one", "two" })
        {
            await using var session = await store.BeginAsync();
            published.Add(await store.StageValueAsync(session, Model, text));
            await session.PublishAsync([published[^1]], store.Cancellation);
        }

        await store.Store.RollBackAsync(Model, published[1].Version, published[0].Version, store.Cancellation);
        await using var reader = await store.BeginAsync();
        Expect.Equal("one", await reader.ReadArtifactAsync(Model, TextArtifact.Codec, store.Cancellation), "The value after the rollback");
        Expect.Rows(ContractRow.Some(2), await store.ReadAsync<ContractRow>(Orders), "The rows of another asset");
    }

    private static async Task FurtherAsync(StoreUnderTest store)
    {
        for (var generation = 1; generation <= 3; generation++)
        {
            await store.PublishAsync(Orders, ContractRow.Some(generation, generation));
        }

        await using var reader = await store.BeginAsync();
        var source = await store.BindAsync<ContractRow>(reader, Orders);
        await BackAsync(store);
        Expect.Rows(ContractRow.Some(2, 2), await store.ReadAsync<ContractRow>(Orders), "The rows after one rollback");
        await BackAsync(store);
        Expect.Rows(ContractRow.Some(1, 1), await store.ReadAsync<ContractRow>(Orders), "The rows after two rollbacks");
        Expect.Equal(1, (await VersionsAsync(store)).Count, "The number of versions after two rollbacks");
        Expect.Rows(ContractRow.Some(3, 3), await store.ReadAsync(source), "What was withdrawn first, and is still read,");
    }

    private static async Task ReaderAsync(StoreUnderTest store)
    {
        var (first, second) = (await store.PublishAsync(Orders, ContractRow.Some(1)), await store.PublishAsync(Orders, ContractRow.Some(4_000, 2)));
        await using (var reader = await store.BeginAsync())
        {
            var source = await store.BindAsync<ContractRow>(reader, Orders);
            await store.Store.RollBackAsync(Orders, second.Version, first.Version, store.Cancellation);
            await store.PublishAsync(Orders, ContractRow.Some(2, 3));
            Expect.Rows(ContractRow.Some(4_000, 2), await store.ReadAsync(source), "The version that is read and was withdrawn");
        }

        Expect.Rows(ContractRow.Some(2, 3), await store.ReadAsync<ContractRow>(Orders), "What was published after the rollback");
    }

    private static async Task FenceAsync(StoreUnderTest store)
    {
        await store.PublishAsync(Orders, ContractRow.Some(1));
        await store.PublishAsync(Orders, ContractRow.Some(2, 2));
        await using var zombie = await store.BeginAsync();
        var late = await store.StageAsync(zombie, Orders, ContractRow.Some(3, 3));
        var other = await store.StageAsync(zombie, Totals, ContractRow.Some(3, 3));
        await BackAsync(store);
        await Expect.FailsAsync(() => zombie.PublishAsync([late, other], store.Cancellation), "Publishing over a rollback in a session that began before it", Orders.Path);
        Expect.Equal(null, await store.HeadAsync(Totals), "The head of an asset that was to be published together with it");
        Expect.Rows(ContractRow.Some(1), await store.ReadAsync<ContractRow>(Orders), "The version that was gone back to");
        await store.PublishAsync(Orders, ContractRow.Some(4, 4));
        Expect.Rows(ContractRow.Some(4, 4), await store.ReadAsync<ContractRow>(Orders), "What a later session published");
        Expect.Equal(null, (await store.HeadAsync(Orders))!.RestoredAt, "The time of a rollback of what was published afterwards");
    }

    private static async Task AfterwardsAsync(StoreUnderTest store)
    {
        for (var generation = 1; generation <= 3; generation++)
        {
            await store.PublishAsync(Orders, ContractRow.Some(generation, generation));
        }

        await BackAsync(store);
        await store.PublishAsync(Orders, ContractRow.Some(4, 4));
        Expect.That((await VersionsAsync(store)).Select(version => version.Rows).SequenceEqual([4L, 2L, 1L]), "The versions after a rollback and a publication are not the new one, the one gone back to and the one before that.");
        await BackAsync(store);
        Expect.Rows(ContractRow.Some(2, 2), await store.ReadAsync<ContractRow>(Orders), "The rows after going back from there");
    }

    private static async Task StaleAsync(StoreUnderTest store)
    {
        var (first, second) = (await store.PublishAsync(Orders, ContractRow.Some(1)), await store.PublishAsync(Orders, ContractRow.Some(2, 2)));
        await Expect.FailsAsync(async () => await store.Store.RollBackAsync(Orders, first.Version, first.Version, store.Cancellation), "A rollback from a version that is not published", Orders.Path);
        await Expect.FailsAsync(async () => await store.Store.RollBackAsync(Orders, second.Version, second.Version, store.Cancellation), "A rollback to what is published", Orders.Path);
        await Expect.FailsAsync(async () => await store.Store.RollBackAsync(Orders, second.Version, "no such version", store.Cancellation), "A rollback to a version that was never there", Orders.Path);
        await Expect.FailsAsync(async () => await store.Store.RollBackAsync(Totals, second.Version, first.Version, store.Cancellation), "A rollback of an asset that was never published", Totals.Path);
        Expect.Rows(ContractRow.Some(2, 2), await store.ReadAsync<ContractRow>(Orders), "The rows after rollbacks that were refused");
    }

    private static async Task RestartAsync(StoreUnderTest store)
    {
        for (var generation = 1; generation <= 3; generation++)
        {
            await store.PublishAsync(Orders, ContractRow.Some(generation, generation));
        }

        var restored = await BackAsync(store);
        await store.ReopenAsync();
        Expect.Equal(restored, await store.HeadAsync(Orders), "The head after a restart");
        Expect.Rows(ContractRow.Some(2, 2), await store.ReadAsync<ContractRow>(Orders), "The rows after a restart");
        await BackAsync(store);
        Expect.Rows(ContractRow.Some(1, 1), await store.ReadAsync<ContractRow>(Orders), "The rows after a restart and another rollback");
    }

    private static async Task SharedAsync(StoreUnderTest store)
    {
        var other = await store.OpenAnotherAsync();
        await store.PublishAsync(Orders, ContractRow.Some(1));
        await store.PublishAsync(Orders, ContractRow.Some(2, 2), other);
        await using var zombie = await store.BeginAsync(other);
        var late = await store.StageAsync(zombie, Orders, ContractRow.Some(3, 3));
        await BackAsync(store);
        await Expect.FailsAsync(() => zombie.PublishAsync([late], store.Cancellation), "Publishing over a rollback of another store", Orders.Path);
        Expect.Rows(ContractRow.Some(1), await store.ReadAsync<ContractRow>(Orders, other), "The rows as the other store sees them");
    }

    private static async Task CrowdAsync(StoreUnderTest store)
    {
        await store.PublishAsync(Orders, ContractRow.Some(2_000));
        using var ended = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(
            async () =>
            {
                while (!ended.IsCancellationRequested)
                {
                    var rows = await store.ReadAsync<ContractRow>(Orders);
                    Expect.That(rows.Count == 2_000 && rows.All(row => row.Generation == rows[0].Generation), $"A reader saw {rows.Count} rows of {rows.Select(row => row.Generation).Distinct().Count()} publications, expected 2000 of one.");
                }
            },
            store.Cancellation)).ToArray();
        try
        {
            for (var generation = 2; generation <= 10 && !readers.Any(reader => reader.IsFaulted); generation++)
            {
                await store.PublishAsync(Orders, ContractRow.Some(2_000, generation));
                await BackAsync(store);
            }
        }
        finally
        {
            await ended.CancelAsync();
        }

        await Task.WhenAll(readers);
        Expect.Rows(ContractRow.Some(2_000), await store.ReadAsync<ContractRow>(Orders), "The rows after each publication was taken back");
    }

    private static ValueTask<IReadOnlyList<PublishedAsset>> VersionsAsync(StoreUnderTest store) => store.Store.VersionsAsync(Orders, store.Cancellation);

    private static async Task<PublishedAsset> BackAsync(StoreUnderTest store)
    {
        var versions = await VersionsAsync(store);
        Expect.That(versions.Count > 1, $"Of {versions.Count} versions that are kept there is none to go back to.");
        return await store.Store.RollBackAsync(Orders, versions[0].Version, versions[1].Version, store.Cancellation);
    }
}
