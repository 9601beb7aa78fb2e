using Dataplatform.Sdk.Stores;
using static Dataplatform.Sdk.Testing.StoreUnderTest;

namespace Dataplatform.Sdk.Testing;

/// <summary>Stage, publish, discard, list.</summary>
internal static class PublicationCases
{
    private static readonly AssetKey Other = new("kit_sales/other");

    public static IReadOnlyList<StoreContractCase> All { get; } =
    [
        new("a stage is invisible", "What is staged is seen by nobody until it is published.", StoreCapabilities.None, StageIsInvisibleAsync),
        new("publishing makes visible", "What is published is seen by every session that binds it afterwards, and listed.", StoreCapabilities.None, PublishingMakesVisibleAsync),
        new("publishing replaces", "A publication takes the place of the one before.", StoreCapabilities.None, PublishingReplacesAsync),
        new("a group is published together", "Several assets are published all or none.", StoreCapabilities.None, GroupAsync),
        new("a group is seen together", "A reader never sees one asset of a group older than another that it saw before.", StoreCapabilities.None, GroupIsSeenTogetherAsync),
        new("disposal discards", "What is staged and not published goes with its session, and what was published stays.", StoreCapabilities.None, DisposalDiscardsAsync),
        new("foreign stages are refused", "A session publishes only what it has staged itself, and each stage once.", StoreCapabilities.None, ForeignStagesAsync),
        new("what was never published", "An asset without a version is not bound, not listed and not published.", StoreCapabilities.None, NeverPublishedAsync),
        new("what is wiped is gone", "A wiped asset is not published any more, whoever reads it goes on reading, others stay, and it can be published anew.", StoreCapabilities.None, WipedAsync),
        new("the list is in order", "The list has each asset once, in the order of the keys, with run, version, time and rows.", StoreCapabilities.None, ListAsync),
    ];

    private static async Task WipedAsync(StoreUnderTest store)
    {
        await store.PublishAsync(Orders, ContractRow.Some(3));
        await store.PublishAsync(Totals, ContractRow.Some(2));
        await using (var reader = await store.BeginAsync())
        {
            var input = new InputBinding.Published(Orders, "orders");
            await reader.BindAsync(input, store.Cancellation);
            Expect.That(await store.Store.WipeAsync(Orders, store.Cancellation), "Wiping says that nothing was published.");
            Expect.Equal(3L, await reader.Open(input, RowCodecs.Get<ContractRow>()).CountAsync(store.Cancellation), "The rows that a reader sees who had begun before");
        }

        Expect.That((await store.Store.ListAsync(store.Cancellation)).Select(head => head.Key).SequenceEqual([Totals]), "The list is not that of the other asset alone.");
        Expect.That(!await store.Store.WipeAsync(Orders, store.Cancellation), "Wiping what is not published says that it was.");
        await store.PublishAsync(Orders, ContractRow.Some(1));
        Expect.Rows(ContractRow.Some(1), await store.ReadAsync<ContractRow>(Orders), "What was published anew");
    }

    private static async Task StageIsInvisibleAsync(StoreUnderTest store)
    {
        await using var session = await store.BeginAsync();
        var staged = await store.StageAsync(session, Orders, ContractRow.Some(3));
        Expect.Equal(Orders, staged.Key, "The key of the stage");
        Expect.Equal(3L, staged.Rows, "The number of staged rows");
        Expect.That(!await session.IsPublishedAsync(Orders, store.Cancellation), "A staged asset counts as published for its own session.");
        await using var other = await store.BeginAsync();
        Expect.That(!await other.BindAsync(new InputBinding.Published(Orders, "o"), store.Cancellation), "A staged asset can be bound by another session.");
        Expect.Equal(null, await store.HeadAsync(Orders), "The head of a staged asset");
    }

    private static async Task PublishingMakesVisibleAsync(StoreUnderTest store)
    {
        await using var before = await store.BeginAsync();
        var staged = await store.PublishAsync(Orders, ContractRow.Some(3));
        Expect.That(await before.IsPublishedAsync(Orders, store.Cancellation), "A session that began before does not see the publication.");
        Expect.Rows(ContractRow.Some(3), await store.ReadAsync<ContractRow>(Orders), "What was published");
        var head = await store.HeadAsync(Orders);
        Expect.Equal(staged.Version, head?.Version, "The published version");
        Expect.Equal(3L, head?.Rows, "The number of published rows");
    }

    private static async Task PublishingReplacesAsync(StoreUnderTest store)
    {
        var versions = new HashSet<string>(StringComparer.Ordinal);
        foreach (var generation in new[] { 1, 2, 3 })
        {
            var staged = await store.PublishAsync(Orders, ContractRow.Some(10 * generation, generation));
            Expect.That(versions.Add(staged.Version), $"The version '{staged.Version}' was given twice.");
            Expect.Rows(ContractRow.Some(10 * generation, generation), await store.ReadAsync<ContractRow>(Orders), "The last publication");
        }
    }

    private static async Task GroupAsync(StoreUnderTest store)
    {
        await using (var session = await store.BeginAsync())
        {
            await session.PublishAsync(
                [await store.StageAsync(session, Orders, ContractRow.Some(1)), await store.StageAsync(session, Other, ContractRow.Some(2)), await store.StageValueAsync(session, Model, "one")],
                store.Cancellation);
        }

        Expect.Equal(3, (await store.Store.ListAsync(store.Cancellation)).Count, "The number of published assets");

        await using var late = await store.BeginAsync();
        StagedAsset[] group = [await store.StageAsync(late, Totals, ContractRow.Some(5)), await store.StageAsync(late, Orders, ContractRow.Some(5)), await store.StageValueAsync(late, Model, "two")];
        await store.PublishAsync(Orders, ContractRow.Some(7, 2));
        await Expect.FailsAsync(() => late.PublishAsync(group, store.Cancellation), "Publishing a group of which one is older than what is published");
        Expect.Equal(null, await store.HeadAsync(Totals), "The head of the group's first asset, which must not be published,");
        Expect.Rows(ContractRow.Some(7, 2), await store.ReadAsync<ContractRow>(Orders), "The newer publication");
        await using var reader = await store.BeginAsync();
        Expect.Equal("one", await reader.ReadArtifactAsync(Model, TextArtifact.Codec, store.Cancellation), "The value of the group that was refused");
    }

    private static async Task GroupIsSeenTogetherAsync(StoreUnderTest store)
    {
        await PublishGroupAsync(store, 0);
        using var ended = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() => ReadGroupsAsync(store, ended.Token), store.Cancellation)).ToArray();
        try
        {
            for (var generation = 1; generation <= 25 && !readers.Any(reader => reader.IsFaulted); generation++)
            {
                await PublishGroupAsync(store, generation);
            }
        }
        finally
        {
            await ended.CancelAsync();
        }

        await Task.WhenAll(readers);
    }

    private static async Task PublishGroupAsync(StoreUnderTest store, int generation)
    {
        await using var session = await store.BeginAsync();
        await session.PublishAsync(
            [await store.StageAsync(session, Other, ContractRow.Some(2, generation)), await store.StageAsync(session, Orders, ContractRow.Some(1, generation))],
            store.Cancellation);
    }

    // The group is published in one instant, so what is read second can be newer than what is read first, but never older.
    private static async Task ReadGroupsAsync(StoreUnderTest store, CancellationToken ended)
    {
        for (var round = 0; !ended.IsCancellationRequested; round++)
        {
            var (first, second) = round % 2 == 0 ? (Orders, Other) : (Other, Orders);
            var seen = (await store.ReadAsync<ContractRow>(first))[0].Generation;
            var then = (await store.ReadAsync<ContractRow>(second))[0].Generation;
            Expect.That(then >= seen, $"A reader saw generation {seen} of '{first}' and then generation {then} of '{second}', which was published together with it.");
        }
    }

    private static async Task DisposalDiscardsAsync(StoreUnderTest store)
    {
        await store.PublishAsync(Orders, ContractRow.Some(3));
        await using (var session = await store.BeginAsync())
        {
            await store.StageAsync(session, Orders, ContractRow.Some(9, 2));
            await store.StageAsync(session, Totals, ContractRow.Some(9, 2));
            await store.StageValueAsync(session, Model, "discarded");
        }

        Expect.Rows(ContractRow.Some(3), await store.ReadAsync<ContractRow>(Orders), "What was published before");
        Expect.Equal(1, (await store.Store.ListAsync(store.Cancellation)).Count, "The number of published assets");
    }

    private static async Task ForeignStagesAsync(StoreUnderTest store)
    {
        await using var session = await store.BeginAsync();
        var staged = await store.StageAsync(session, Orders, ContractRow.Some(3));
        await using var other = await store.BeginAsync();
        await Expect.FailsAsync<InvalidOperationException>(() => other.PublishAsync([staged], store.Cancellation), "Publishing the stage of another session");
        await session.PublishAsync([staged], store.Cancellation);
        await Expect.FailsAsync<InvalidOperationException>(() => session.PublishAsync([staged], store.Cancellation), "Publishing a stage twice");
    }

    private static async Task NeverPublishedAsync(StoreUnderTest store)
    {
        await using var session = await store.BeginAsync();
        Expect.That(!await session.BindAsync(new InputBinding.Published(Orders, "o"), store.Cancellation), "An asset that was never published can be bound.");
        Expect.That(!await session.IsPublishedAsync(Orders, store.Cancellation), "An asset that was never published counts as published.");
        await Expect.FailsAsync(async () => await session.ReadArtifactAsync(Model, TextArtifact.Codec, store.Cancellation), "Reading a value that was never published", Model.Path);
    }

    private static async Task ListAsync(StoreUnderTest store)
    {
        AssetKey[] keys = [new("kit_b/x"), new("kit_a/y"), new("kit_b/a")];
        foreach (var key in keys)
        {
            await store.PublishAsync(key, ContractRow.Some(1));
        }

        var run = RunId.New(TimeProvider.System);
        await using var session = await store.Store.BeginAsync(new StepScope(run, "step"), store.Cancellation);
        var staged = await store.StageAsync(session, keys[0], ContractRow.Some(4));
        await session.PublishAsync([staged], store.Cancellation);

        var list = await store.Store.ListAsync(store.Cancellation);
        Expect.Equal("kit_a/y, kit_b/a, kit_b/x", string.Join(", ", list.Select(head => head.Key.Path)), "The list");
        Expect.Equal(new PublishedAsset(keys[0], staged.Version, run, list[2].PublishedAt, 4) { DataVersion = staged.DataVersion }, list[2], "An entry");
        Expect.That(list[2].PublishedAt >= list[0].PublishedAt, "The time of the last publication is before that of the first.");
    }
}
