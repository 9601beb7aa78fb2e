using System.Runtime.CompilerServices;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Tests.Fakes;

internal sealed class MemorySession(MemoryStore store, StepScope scope) : IStoreSession
{
    private readonly Dictionary<string, IReadOnlyList<Item>> _bound = new(StringComparer.Ordinal);
    private readonly Dictionary<AssetKey, MemoryVersion> _staged = [];
    private readonly Dictionary<AssetKey, Dictionary<PartitionKey, PublishedPartition>> _pinned = [];

    public ValueTask<bool> BindAsync(InputBinding input, CancellationToken cancellationToken)
    {
        store.Log.Enqueue(input switch
        {
            InputBinding.Inline inline => $"{scope.Step} binds {input.Name} inline: {inline.Query.Text}",
            InputBinding.Foreign foreign => $"{scope.Step} binds {input.Name} foreign: {foreign.RelationSchema}.{foreign.Relation}",
            InputBinding.Published { Partitions: { } named } => $"{scope.Step} binds {input.Name}: {input.Key} [{string.Join(", ", named)}]",
            _ => $"{scope.Step} binds {input.Name}: {input.Key}",
        });
        if (input is not (InputBinding.Published or InputBinding.Previous))
        {
            _bound[input.Name] = [];
            return ValueTask.FromResult(true);
        }

        if (!store.Published.TryGetValue(input.Key, out var version))
        {
            _bound[input.Name] = [];
            return ValueTask.FromResult((input as InputBinding.Published)?.Schema is not null);
        }

        _bound[input.Name] = input is InputBinding.Published published && store.Partitions.TryGetValue(input.Key, out var partitions)
            ? [.. Pin(published).SelectMany(partition => partitions[partition.Key].Rows ?? [])]
            : version.Rows ?? [];
        return ValueTask.FromResult(true);
    }

    public IReadOnlyList<PublishedPartition> PinnedPartitions(AssetKey key) => _pinned.TryGetValue(key, out var pinned) ? [.. pinned.Values.OrderBy(partition => partition.Key)] : [];

    public async ValueTask BindRowsAsync<T>(InputBinding input, RowCodec<T> codec, IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
    {
        var kept = await rows.ToListAsync(cancellationToken);
        store.Log.Enqueue($"{scope.Step} binds {input.Name} streamed: {kept.Count} rows");
        _bound[input.Name] = [.. kept.Cast<Item>()];
    }

    public ITableSource<T> Open<T>(InputBinding input, RowCodec<T> codec) =>
        new Source<T>([.. _bound[input.Name].Cast<T>()], () => store.Reads.Enqueue($"{scope.Step} reads {input.Key}"));

    public ValueTask<T> ReadArtifactAsync<T>(AssetKey key, ArtifactCodec<T> codec, CancellationToken cancellationToken) =>
        ValueTask.FromResult(codec.Deserialize(store.Published[key].Value!));

    public ValueTask<T> ReadArtifactAsync<T>(AssetKey key, PartitionKey partition, ArtifactCodec<T> codec, CancellationToken cancellationToken) =>
        store.Partitions.TryGetValue(key, out var partitions) && partitions.TryGetValue(partition, out var version)
            ? ValueTask.FromResult(codec.Deserialize(version.Value!))
            : throw new DataplatformException($"The partition '{partition}' of '{key}' was never published.");

    public ValueTask<bool> IsPublishedAsync(AssetKey key, CancellationToken cancellationToken) => ValueTask.FromResult(store.Published.ContainsKey(key));

    public async ValueTask<StagedAsset> StageRowsAsync<T>(StageTarget target, RowCodec<T> codec, IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
    {
        store.Targets.Enqueue(target);
        var kept = new List<Item>();
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            kept.Add((Item)(object)row!);
            target.Progress?.Report(new StageProgress(kept.Count));
        }

        return Stage(target, new("", scope.RunId, kept, null, null) { Partitions = target.Slice is { } slice ? MemorySlice.Divide(target.Key, slice, kept) : null }, kept.Count);
    }

    public ValueTask<StagedAsset> StageQueryAsync(StageTarget target, RowSchema schema, SqlQuery query, CancellationToken cancellationToken)
    {
        store.Targets.Enqueue(target);
        store.Querying?.Invoke(target);
        return ValueTask.FromResult(Stage(target, new("", scope.RunId, [], null, Describe(query)) { Partitions = target.Slice is { } slice ? MemorySlice.Empty(slice) : null }, 0));
    }

    public ValueTask<StagedAsset> StageViewAsync(StageTarget target, RowSchema schema, SqlQuery query, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Stage(target, new("", scope.RunId, null, null, Describe(query)), null));

    public ValueTask<StagedAsset> StageArtifactAsync<T>(StageTarget target, ArtifactCodec<T> codec, T value, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Stage(target, new("", scope.RunId, null, codec.Serialize(value), null) { Partitions = target.Slice is { } slice ? MemorySlice.Empty(slice) : null }, null));

    public async ValueTask PublishAsync(IReadOnlyList<StagedAsset> staged, CancellationToken cancellationToken)
    {
        if (store.Publishing is not null)
        {
            await store.Publishing(staged, cancellationToken);
        }

        store.Publish(staged.Select(asset => KeyValuePair.Create(asset.Key, _staged[asset.Key])));
        store.Log.Enqueue($"{scope.Step} publishes {string.Join(", ", staged.Select(asset => asset.Key))}");
    }

    public ValueTask DisposeAsync()
    {
        store.Close();
        store.Closing?.Invoke(scope.Step);
        return ValueTask.CompletedTask;
    }

    private static string Describe(SqlQuery query) => query.Text + string.Concat(query.Parameters.Select(parameter => $" [{parameter.Value}]"));

    private StagedAsset Stage(StageTarget target, MemoryVersion version, long? rows)
    {
        var fence = store.NextFence();
        _staged[target.Key] = version with { Id = $"v{fence}" };
        return new(target.Key, $"v{fence}", fence, rows, null)
        {
            Partitions = [.. (target.Slice?.Partitions ?? []).Select(partition => new StagedPartition(partition.Key, version.Rows is null ? null : version.Partitions![partition.Key].Count))],
        };
    }

    // What was pinned first stays what the step has read.
    private IReadOnlyList<PublishedPartition> Pin(InputBinding.Published input)
    {
        var partitions = store.PartitionsOf(input.Key, input.Partitions);
        if (input.Partitions is not null)
        {
            var pinned = _pinned.TryGetValue(input.Key, out var before) ? before : _pinned[input.Key] = [];
            foreach (var partition in partitions)
            {
                pinned.TryAdd(partition.Key, partition);
            }
        }

        return partitions;
    }

    private sealed class Source<T>(IReadOnlyList<T> rows, Action reading) : ITableSource<T>
    {
        public async IAsyncEnumerable<T> ReadAsync(long? limit, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            reading();
            foreach (var row in rows.Take((int)(limit ?? int.MaxValue)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return row;
            }

            await Task.CompletedTask;
        }

        public ValueTask<long> CountAsync(CancellationToken cancellationToken) => ValueTask.FromResult<long>(rows.Count);
    }
}
