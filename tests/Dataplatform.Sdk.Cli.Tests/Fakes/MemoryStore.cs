using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Cli.Tests.Fakes;

/// <summary>A store that counts rows and keeps bytes; its queries answer what the test says.</summary>
internal sealed class MemoryStore(TimeProvider clock) : IQueryableStore
{
    private readonly Dictionary<AssetKey, PublishedAsset> _heads = [];
    private readonly Dictionary<AssetKey, List<PublishedAsset>> _earlier = [];
    private readonly Dictionary<AssetKey, byte[]> _values = [];
    private readonly TimeProvider _clock = clock;
    private int _stages;

    public bool IsOpen { get; private set; }

    public string Description { get; set; } = "in memory";

    public bool Exists { get; set; } = true;

    public SqlDialect Dialect { get; } = new TestDialect();

    public Lineage.IQueryLineage? Lineage { get; set; }

    public List<string> Queries { get; } = [];

    public Func<string, IQueryResult> Answer { get; set; } = _ => new FakeResult([], []);

    public IReadOnlyList<ColumnAlteration> Alterations { get; set; } = [];

    /// <summary>What was asked to be staged.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<StageTarget> Targets { get; } = new();

    /// <summary>Whether versions before the published one stay.</summary>
    public bool KeepsVersions { get; set; }

    public string HowToKeepVersions => "Keep them.";

    public Action Opening { get; set; } = () => { };

    public ValueTask<IReadOnlyList<ColumnAlteration>> AlterationsAsync(StageTarget target, RowSchema schema, CancellationToken cancellationToken) => ValueTask.FromResult(Alterations);

    public ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        Opening();
        IsOpen = true;
        return ValueTask.CompletedTask;
    }

    public ValueTask<IStoreSession> BeginAsync(StepScope scope, CancellationToken cancellationToken) => ValueTask.FromResult<IStoreSession>(new Session(this, scope));

    public ValueTask<IReadOnlyList<PublishedAsset>> ListAsync(CancellationToken cancellationToken)
    {
        lock (_heads)
        {
            return ValueTask.FromResult<IReadOnlyList<PublishedAsset>>([.. _heads.Values.OrderBy(head => head.Key)]);
        }
    }

    public ValueTask<bool> WipeAsync(AssetKey key, CancellationToken cancellationToken)
    {
        lock (_heads)
        {
            return ValueTask.FromResult(_heads.Remove(key));
        }
    }

    public ValueTask<IReadOnlyList<PublishedAsset>> VersionsAsync(AssetKey key, CancellationToken cancellationToken)
    {
        lock (_heads)
        {
            return ValueTask.FromResult<IReadOnlyList<PublishedAsset>>(_heads.TryGetValue(key, out var head) ? [head, .. _earlier.GetValueOrDefault(key, [])] : []);
        }
    }

    public ValueTask<PublishedAsset> RollBackAsync(AssetKey key, string published, string version, CancellationToken cancellationToken)
    {
        lock (_heads)
        {
            _heads[key] = _earlier[key].Single(earlier => earlier.Version == version) with { RestoredAt = _clock.GetUtcNow() };
            _earlier[key].RemoveAll(earlier => earlier.Version == version);
            return ValueTask.FromResult(_heads[key]);
        }
    }

    /// <summary>What an older program has published.</summary>
    public ValueTask PublishAsync(AssetKey key)
    {
        lock (_heads)
        {
            _heads[key] = new PublishedAsset(key, $"old-{key.Name}", new RunId("old"), _clock.GetUtcNow(), 1);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IQueryResult> QueryAsync(string sql, CancellationToken cancellationToken)
    {
        Queries.Add(sql);
        return ValueTask.FromResult(Answer(sql));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Session(MemoryStore store, StepScope scope) : IStoreSession
    {
        private readonly Dictionary<AssetKey, byte[]> _staged = [];

        public ValueTask<bool> BindAsync(InputBinding input, CancellationToken cancellationToken) =>
            input is InputBinding.Published or InputBinding.Previous ? IsPublishedAsync(input.Key, cancellationToken) : ValueTask.FromResult(true);

        public ValueTask BindRowsAsync<T>(InputBinding input, RowCodec<T> codec, IAsyncEnumerable<T> rows, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ITableSource<T> Open<T>(InputBinding input, RowCodec<T> codec) => new NoRows<T>();

        public ValueTask<T> ReadArtifactAsync<T>(AssetKey key, ArtifactCodec<T> codec, CancellationToken cancellationToken) =>
            ValueTask.FromResult(codec.Deserialize(store._values[key]));

        public ValueTask<bool> IsPublishedAsync(AssetKey key, CancellationToken cancellationToken)
        {
            lock (store._heads)
            {
                return ValueTask.FromResult(store._heads.ContainsKey(key));
            }
        }

        public async ValueTask<StagedAsset> StageRowsAsync<T>(StageTarget target, RowCodec<T> codec, IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
        {
            var count = 0L;
            await foreach (var row in rows.WithCancellation(cancellationToken))
            {
                target.Progress?.Report(new StageProgress(++count));
            }

            return Stage(target, count, count * 8);
        }

        public ValueTask<StagedAsset> StageQueryAsync(StageTarget target, RowSchema schema, SqlQuery query, CancellationToken cancellationToken) =>
            ValueTask.FromResult(Stage(target, 2, 16));

        public ValueTask<StagedAsset> StageViewAsync(StageTarget target, RowSchema schema, SqlQuery query, CancellationToken cancellationToken) =>
            ValueTask.FromResult(Stage(target, null, null));

        public ValueTask<StagedAsset> StageArtifactAsync<T>(StageTarget target, ArtifactCodec<T> codec, T value, CancellationToken cancellationToken)
        {
            var bytes = codec.Serialize(value);
            _staged[target.Key] = bytes;
            return ValueTask.FromResult(Stage(target, null, bytes.Length));
        }

        public ValueTask PublishAsync(IReadOnlyList<StagedAsset> staged, CancellationToken cancellationToken)
        {
            lock (store._heads)
            {
                foreach (var asset in staged)
                {
                    if (store.KeepsVersions && store._heads.TryGetValue(asset.Key, out var before))
                    {
                        (store._earlier.TryGetValue(asset.Key, out var earlier) ? earlier : store._earlier[asset.Key] = []).Insert(0, before);
                    }

                    store._heads[asset.Key] = new PublishedAsset(asset.Key, asset.Version, scope.RunId, store._clock.GetUtcNow(), asset.Rows);
                    if (_staged.TryGetValue(asset.Key, out var bytes))
                    {
                        store._values[asset.Key] = bytes;
                    }
                }
            }

            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private StagedAsset Stage(StageTarget target, long? rows, long? bytes)
        {
            store.Targets.Enqueue(target);
            var fence = Interlocked.Increment(ref store._stages);
            return new StagedAsset(target.Key, $"v{fence}", fence, rows, bytes);
        }
    }

    private sealed class NoRows<T> : ITableSource<T>
    {
        public IAsyncEnumerable<T> ReadAsync(long? limit, CancellationToken cancellationToken) => AsyncEnumerable.Empty<T>();

        public ValueTask<long> CountAsync(CancellationToken cancellationToken) => ValueTask.FromResult(0L);
    }

    private sealed class TestDialect : SqlDialect
    {
        public override string TypeName(ColumnType type) => type.ToString().ToUpperInvariant();
    }
}
