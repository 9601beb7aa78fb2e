using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>The work of one step. Its connection holds the inputs as temporary views; streams have their own.</summary>
internal sealed class DuckDbSession : IStoreSession
{
    private readonly OpenStore _store;
    private readonly DuckDbConnection _connection;
    private readonly SessionInputs _inputs;
    private readonly SessionStages _stages;
    private readonly StepScope _scope;
    private readonly Dictionary<string, StageRow> _staged = new(StringComparer.Ordinal);

    private DuckDbSession(OpenStore store, StepScope scope, DuckDbConnection connection, long fence)
    {
        _store = store;
        _connection = connection;
        _scope = scope;
        _inputs = new SessionInputs(store, scope, connection);
        _stages = new SessionStages(store, scope, _inputs, connection, fence);
    }

    /// <summary>Begins a session. Its place among all sessions is taken now: it never publishes over one that begins later.</summary>
    public static DuckDbSession Begin(OpenStore store, StepScope scope)
    {
        var connection = store.Connect();
        try
        {
            return new(store, scope, connection, store.Fences.Next(connection));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public async ValueTask<bool> BindAsync(InputBinding input, CancellationToken cancellationToken) =>
        await Task.Run(() => input is InputBinding.Staged staged ? BindStaged(staged) : _inputs.Bind(input), cancellationToken);

    public string? PinnedVersion(AssetKey key) => _inputs.PinnedVersion(key);

    public IReadOnlyList<PublishedPartition> PinnedPartitions(AssetKey key) => _inputs.Slices.Partitions(key);

    public ValueTask BindRowsAsync<T>(InputBinding input, RowCodec<T> codec, IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
    {
        _inputs.BindStream(input, codec, rows);
        return ValueTask.CompletedTask;
    }

    public ITableSource<T> Open<T>(InputBinding input, RowCodec<T> codec) => _inputs.Open(input, codec);

    public async ValueTask<T> ReadArtifactAsync<T>(AssetKey key, ArtifactCodec<T> codec, CancellationToken cancellationToken)
    {
        var content = await Task.Run(() => _inputs.Content(key), cancellationToken);
        return content is not null
            ? codec.Deserialize(content)
            : throw new DataplatformException(_inputs.Head(key) is { } head
                ? $"'{key}' is published as a {head.Kind}, not as a value. Materialize it again."
                : $"'{key}' was never published. Materialize it first.");
    }

    public async ValueTask<T> ReadArtifactAsync<T>(AssetKey key, PartitionKey partition, ArtifactCodec<T> codec, CancellationToken cancellationToken) =>
        codec.Deserialize(await Task.Run(() => _inputs.Content(key, partition), cancellationToken));

    public async ValueTask<bool> IsPublishedAsync(AssetKey key, CancellationToken cancellationToken) =>
        await Task.Run(() => _inputs.Head(key) is not null, cancellationToken);

    public async ValueTask<StagedAsset> StageRowsAsync<T>(StageTarget target, RowCodec<T> codec, IAsyncEnumerable<T> rows, CancellationToken cancellationToken) =>
        Note(await _stages.RowsAsync(target, codec, rows, cancellationToken));

    public async ValueTask<StagedAsset> StageQueryAsync(StageTarget target, RowSchema schema, SqlQuery query, CancellationToken cancellationToken) =>
        Note(await _connection.RunAsync(
            () =>
            {
                _inputs.KeepRepeated(query.Text, cancellationToken);
                return _stages.Query(target, schema, query, cancellationToken);
            },
            cancellationToken));

    public async ValueTask<StagedAsset> StageViewAsync(StageTarget target, RowSchema schema, SqlQuery query, CancellationToken cancellationToken) =>
        Note(await Task.Run(() => _stages.View(target.Key, schema, query), cancellationToken));

    public async ValueTask<StagedAsset> StageArtifactAsync<T>(StageTarget target, ArtifactCodec<T> codec, T value, CancellationToken cancellationToken)
    {
        var content = codec.Serialize(value);
        return Note(await Task.Run(() => _stages.Artifact(target, content), cancellationToken));
    }

    public async ValueTask<QueryRows> QueryAsync(SqlQuery query, int limit, CancellationToken cancellationToken) =>
        await _connection.RunAsync(() => SmallQuery.Read(_connection, query, limit, cancellationToken), cancellationToken);

    public async ValueTask<T> ReadStagedAsync<T>(StagedAsset staged, ArtifactCodec<T> codec, CancellationToken cancellationToken) =>
        codec.Deserialize(await Task.Run(() => _inputs.StagedContent(StageOf(staged).Version), cancellationToken));

    public async ValueTask PublishAsync(IReadOnlyList<StagedAsset> staged, CancellationToken cancellationToken)
    {
        if (staged.FirstOrDefault(asset => !_staged.ContainsKey(asset.Version)) is { } foreign)
        {
            throw NotStaged(foreign);
        }

        await Task.Run(() => new Publication(_store, _scope, _staged).RunAsync(staged, cancellationToken), cancellationToken);
        foreach (var asset in staged)
        {
            if (_staged.Remove(asset.Version, out var stage) && stage.Slice is { } slice)
            {
                _inputs.Slices.Published(slice.Into);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        // On the session's own connection, which works even when the store is disposed already.
        var sweeper = new VersionSweeper(_store, _connection);
        try
        {
            foreach (var version in _staged.Keys)
            {
                await TrySweepAsync(() => sweeper.DropStageAsync(version, CancellationToken.None));
            }
        }
        finally
        {
            _staged.Clear();
            var released = _inputs.Release();
            try
            {
                if (released.Relations.Count > 0 || released.Unpublished.Count > 0)
                {
                    await TrySweepAsync(() => sweeper.DropReleasedAsync(released, CancellationToken.None));
                }

                foreach (var key in released.Keys)
                {
                    await TrySweepAsync(() => sweeper.DropOldAsync(key, CancellationToken.None));
                }
            }
            finally
            {
                _connection.Dispose();
            }
        }
    }

    // What cannot be dropped now takes room until the database is opened again; it is no reason for a step to fail.
    private static async Task TrySweepAsync(Func<Task> sweep)
    {
        try
        {
            await sweep();
        }
        catch (Exception e) when (e is DataplatformException or InvalidOperationException)
        {
            // Swept again at the next opening.
        }
    }

    private StageRow StageOf(StagedAsset staged) => _staged.TryGetValue(staged.Version, out var stage) ? stage : throw NotStaged(staged);

    private bool BindStaged(InputBinding.Staged input)
    {
        var stage = StageOf(input.Asset);
        if (stage.Relation is null || stage.Kind == VersionKind.PartitionedValue)
        {
            throw new DataplatformException($"'{input.Key}' is staged as a value, not as rows.");
        }

        _inputs.BindRelation(input, stage.Slice is { } slice ? slice.Rows(_connection) : stage.QuotedRelation);
        return true;
    }

    private static InvalidOperationException NotStaged(StagedAsset asset) => new($"'{asset.Key}' was not staged by this session, or is published already.");

    private StagedAsset Note(StageResult stage)
    {
        _staged.Add(stage.Row.Version, stage.Row);
        return new(stage.Row.Key, stage.Row.Version, stage.Row.Fence, stage.Rows, stage.Bytes) { Alterations = stage.Alterations, DataVersion = stage.Row.DataVersion, Partitions = stage.Row.Slice?.Partitions ?? [] };
    }
}
