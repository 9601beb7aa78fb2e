using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Stores;
using static Dataplatform.Sdk.Testing.StoreUnderTest;

namespace Dataplatform.Sdk.Testing;

/// <summary>Assets that are one value for each partition.</summary>
internal static class PartitionValueCases
{
    private const StoreCapabilities Needs = StoreCapabilities.Partitions;

    public static IReadOnlyList<StoreContractCase> All { get; } =
    [
        new("a value for each partition", "Each partition has its own value; replacing one touches no other.", Needs, EachAsync),
        new("a value of a partition is published with others", "Values of partitions are fenced, discarded and published in groups as rows are.", Needs, PublishedAsync),
        new("a partition's value is not rows", "Rows of a partition are not read as a value, nor a value as rows, nor a partition of what has none; the message names what is missing.", Needs, NotRowsAsync),
        new("a partition's value is removed", "A value that is removed is not read any more, and can be published anew.", Needs, RemovedAsync),
    ];

    private static async Task EachAsync(StoreUnderTest store)
    {
        foreach (var (key, value) in new[] { ("a|b", "one"), ("c/d", ""), ("🦆", "three") })
        {
            var staged = await PublishAsync(store, key, value);
            Expect.Equal(key, string.Join(", ", staged.Partitions.Select(partition => partition.Key.Text)), "The partition of the stage");
            Expect.Equal(null, staged.Partitions[0].Rows, "The number of rows of a value");
        }

        await PublishAsync(store, "c/d", "two");
        Expect.Equal("one, two, three", await ReadAsync(store, "a|b", "c/d", "🦆"), "The values");
        var head = await store.HeadAsync(Model);
        Expect.Equal(3L, head?.Partitions, "The number of partitions that the head has");
        Expect.Equal(null, head?.Rows, "The number of rows that the head has");
        var partitions = await store.Store.PartitionsAsync(Model, null, store.Cancellation);
        Expect.Equal("a|b, c/d, 🦆", string.Join(", ", partitions.Select(partition => partition.Key)), "The list of partitions");
        Expect.That(partitions.All(partition => partition.Rows is null), "A partition that is a value has rows.");
        await using var session = await store.BeginAsync();
        Expect.That(await session.IsPublishedAsync(Model, store.Cancellation), "A value of which partitions are published counts as not published.");
    }

    private static async Task PublishedAsync(StoreUnderTest store)
    {
        await using (var discarded = await store.BeginAsync())
        {
            await StageAsync(store, discarded, "a", "discarded");
        }

        await Expect.FailsAsync(async () => await ReadAsync(store, "a"), "Reading a value that was discarded", Model.Path, "'a'");
        await using var zombie = await store.BeginAsync();
        var (late, other) = (await StageAsync(store, zombie, "a", "late"), await StageAsync(store, zombie, "b", "other"));
        await PublishAsync(store, "a", "newer");
        await Expect.FailsAsync(() => zombie.PublishAsync([other, late], store.Cancellation), "Publishing values of an older attempt", Model.Path, "'a'");
        await Expect.FailsAsync(async () => await ReadAsync(store, "b"), "Reading the other value of a group that was refused", Model.Path, "'b'");
        await zombie.PublishAsync([other], store.Cancellation);
        Expect.Equal("newer, other", await ReadAsync(store, "a", "b"), "The values");
    }

    private static async Task NotRowsAsync(StoreUnderTest store)
    {
        await store.PublishDayAsync(1, 1);
        await PublishAsync(store, "a", "one");
        await store.PublishAsync(Totals, ContractRow.Some(1));
        await using var session = await store.BeginAsync();
        await FailsAsync(Orders, SalesSlice.Key(1), "Reading rows of a partition as a value", Orders.Path);
        await FailsAsync(Totals, new("a"), "Reading a partition of what has none", Totals.Path, "partition");
        await FailsAsync(new("kit_ml/unknown"), new("a"), "Reading a partition of what was never published", "kit_ml/unknown", "'a'");
        await Expect.FailsAsync(async () => await session.BindAsync(new InputBinding.Published(Model, "m") { Partitions = [new("a")] }, store.Cancellation), "Binding a value of a partition as rows", Model.Path);
        await Expect.FailsAsync(async () => await session.ReadArtifactAsync(Model, TextArtifact.Codec, store.Cancellation), "Reading all values as one", Model.Path);
        await Expect.FailsAsync(async () => await session.ReadArtifactAsync(Orders, TextArtifact.Codec, store.Cancellation), "Reading all rows as a value", Orders.Path);

        Task FailsAsync(AssetKey key, PartitionKey partition, string what, params string[] names) =>
            Expect.FailsAsync(async () => await session.ReadArtifactAsync(key, partition, TextArtifact.Codec, store.Cancellation), what, names);
    }

    private static async Task RemovedAsync(StoreUnderTest store)
    {
        await PublishAsync(store, "a", "one");
        await PublishAsync(store, "b", "two");
        Expect.Equal(1, await store.Store.WipeAsync(Model, [new("a"), new("c")], store.Cancellation), "The number of values that were removed");
        await Expect.FailsAsync(async () => await ReadAsync(store, "a"), "Reading a value that was removed", Model.Path, "'a'");
        Expect.Equal("two", await ReadAsync(store, "b"), "The value that was not removed");
        await PublishAsync(store, "a", "again");
        Expect.Equal("again, two", await ReadAsync(store, "a", "b"), "The values");
        Expect.That(await store.Store.WipeAsync(Model, store.Cancellation), "Removing the values says that there were none.");
        await Expect.FailsAsync(async () => await ReadAsync(store, "b"), "Reading a value after all were removed", Model.Path);
    }

    private static ValueTask<StagedAsset> StageAsync(StoreUnderTest store, IStoreSession session, string key, string value) =>
        session.StageArtifactAsync(new StageTarget(Model) { Slice = SalesSlice.Named(key) }, TextArtifact.Codec, value, store.Cancellation);

    private static async Task<StagedAsset> PublishAsync(StoreUnderTest store, string key, string value)
    {
        await using var session = await store.BeginAsync();
        var staged = await StageAsync(store, session, key, value);
        await session.PublishAsync([staged], store.Cancellation);
        return staged;
    }

    private static async Task<string> ReadAsync(StoreUnderTest store, params string[] keys)
    {
        await using var session = await store.BeginAsync();
        var values = new List<string>();
        foreach (var key in keys)
        {
            values.Add(await session.ReadArtifactAsync(Model, new PartitionKey(key), TextArtifact.Codec, store.Cancellation));
        }

        return string.Join(", ", values);
    }
}
