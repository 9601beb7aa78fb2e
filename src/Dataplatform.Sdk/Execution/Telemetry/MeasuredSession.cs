using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Execution.Telemetry;

/// <summary>A session whose calls are traced and measured.</summary>
/// <param name="inner">The session.</param>
/// <param name="store">What people call its store.</param>
/// <param name="clock">Measures.</param>
internal sealed class MeasuredSession(IStoreSession inner, string store, TimeProvider clock) : IStoreSession
{
    public ValueTask<bool> BindAsync(InputBinding input, CancellationToken cancellationToken) =>
        Measure("bind", input.Key, () => inner.BindAsync(input, cancellationToken));

    public string? PinnedVersion(AssetKey key) => inner.PinnedVersion(key);

    public IReadOnlyList<PublishedPartition> PinnedPartitions(AssetKey key) => inner.PinnedPartitions(key);

    public ValueTask BindRowsAsync<T>(InputBinding input, RowCodec<T> codec, IAsyncEnumerable<T> rows, CancellationToken cancellationToken) =>
        inner.BindRowsAsync(input, codec, rows, cancellationToken);

    public ITableSource<T> Open<T>(InputBinding input, RowCodec<T> codec) => inner.Open(input, codec);

    public ValueTask<T> ReadArtifactAsync<T>(AssetKey key, ArtifactCodec<T> codec, CancellationToken cancellationToken) =>
        Measure("read", key, () => inner.ReadArtifactAsync(key, codec, cancellationToken));

    public ValueTask<T> ReadArtifactAsync<T>(AssetKey key, PartitionKey partition, ArtifactCodec<T> codec, CancellationToken cancellationToken) =>
        Measure("read", key, () => inner.ReadArtifactAsync(key, partition, codec, cancellationToken));

    public ValueTask<bool> IsPublishedAsync(AssetKey key, CancellationToken cancellationToken) => inner.IsPublishedAsync(key, cancellationToken);

    public ValueTask<StagedAsset> StageRowsAsync<T>(StageTarget target, RowCodec<T> codec, IAsyncEnumerable<T> rows, CancellationToken cancellationToken) =>
        Measure("stage", target.Key, () => inner.StageRowsAsync(target, codec, rows, cancellationToken));

    public ValueTask<StagedAsset> StageQueryAsync(StageTarget target, RowSchema schema, SqlQuery query, CancellationToken cancellationToken) =>
        Measure("stage", target.Key, () => inner.StageQueryAsync(target, schema, query, cancellationToken));

    public ValueTask<StagedAsset> StageViewAsync(StageTarget target, RowSchema schema, SqlQuery query, CancellationToken cancellationToken) =>
        Measure("stage", target.Key, () => inner.StageViewAsync(target, schema, query, cancellationToken));

    public ValueTask<StagedAsset> StageArtifactAsync<T>(StageTarget target, ArtifactCodec<T> codec, T value, CancellationToken cancellationToken) =>
        Measure("stage", target.Key, () => inner.StageArtifactAsync(target, codec, value, cancellationToken));

    public ValueTask<QueryRows> QueryAsync(SqlQuery query, int limit, CancellationToken cancellationToken) => inner.QueryAsync(query, limit, cancellationToken);

    public ValueTask<T> ReadStagedAsync<T>(StagedAsset staged, ArtifactCodec<T> codec, CancellationToken cancellationToken) =>
        Measure("read", staged.Key, () => inner.ReadStagedAsync(staged, codec, cancellationToken));

    public async ValueTask PublishAsync(IReadOnlyList<StagedAsset> staged, CancellationToken cancellationToken) => await Measure("publish", staged[0].Key, async () =>
    {
        await inner.PublishAsync(staged, cancellationToken);
        return true;
    });

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private ValueTask<T> Measure<T>(string operation, AssetKey key, Func<ValueTask<T>> call) => RunTelemetry.StoreAsync(store, operation, key, clock, call);
}
