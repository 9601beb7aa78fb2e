using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Store;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Lake;

/// <summary>The work of one step. Its connection holds the inputs as temporary views; streams have their own.</summary>
internal sealed class LakeSession : IStoreSession
{
    private readonly OpenLake _lake;
    private readonly StepScope _scope;
    private readonly LakeCatalog _catalog;
    private readonly DuckDbConnection _connection;
    private readonly BoundInputs _inputs;
    private readonly LakeStages _stages;
    private readonly Dictionary<string, LakeStage> _staged = new(StringComparer.Ordinal);

    private LakeSession(OpenLake lake, StepScope scope, LakeCatalog catalog, DuckDbConnection connection, long fence)
    {
        (_lake, _scope, _catalog, _connection) = (lake, scope, catalog, connection);
        _inputs = new BoundInputs(catalog.Connect, connection);
        _stages = new LakeStages(lake, catalog, scope, connection, fence);
    }

    /// <summary>Begins a session. Its place among all sessions is taken now: it never publishes over one that begins later.</summary>
    public static async Task<LakeSession> BeginAsync(OpenLake lake, StepScope scope, CancellationToken cancellationToken)
    {
        var fence = await lake.NextFenceAsync(cancellationToken);
        var catalog = new LakeCatalog(lake);
        try
        {
            return new(lake, scope, catalog, catalog.Connect(), fence);
        }
        catch
        {
            catalog.Dispose();
            throw;
        }
    }

    public string? PinnedVersion(AssetKey key) => _catalog.PinnedVersion(key.Path);

    public async ValueTask<bool> BindAsync(InputBinding input, CancellationToken cancellationToken)
    {
        switch (input)
        {
            case InputBinding.Published:
                if (await _catalog.PinAsync(input.Key.Path, cancellationToken) is null)
                {
                    return false;
                }

                var relation = await _catalog.RelationAsync(input.Key.Path, cancellationToken);
                await Task.Run(() => _inputs.BindRelation(input, relation), cancellationToken);
                return true;

            case InputBinding.Previous:
                if (await _catalog.PreviousAsync(input.Key, _scope.RunId, cancellationToken) is not { HasRows: true } previous)
                {
                    return false;
                }

                var last = _catalog.PreviousRelation(previous);
                await Task.Run(() => _inputs.BindRelation(input, last), cancellationToken);
                return true;

            case InputBinding.Staged staged:
                var rows = StageOf(staged.Asset) is { Kind: not VersionKind.Artifact } stage
                    ? stage.Query is { } view ? $"(\n{view}\n)" : _stages.Relation(stage)
                    : throw new DataplatformException($"'{input.Key}' is staged as a value, not as rows.");
                await _catalog.ShowAsync(StageOf(staged.Asset).Query ?? string.Empty, orAll: false, cancellationToken);
                await Task.Run(() => _inputs.BindRelation(input, rows), cancellationToken);
                return true;

            case InputBinding.Inline inline:
                await _catalog.ShowAsync(inline.Query.Text, orAll: false, cancellationToken);
                await Task.Run(() => _inputs.BindQuery(inline), cancellationToken);
                return true;

            case InputBinding.Foreign foreign:
                throw new DataplatformException(
                    $"'{foreign.Key}' is the relation {foreign.RelationSchema}.{foreign.Relation} of a database, and a folder of Parquet files has none. Give it as a query over files, External.Query($\"from read_parquet('…')\"), or keep it in a DuckDB store with [Store].");

            default:
                throw new NotSupportedException($"A folder of Parquet files cannot bind an input of kind '{input.GetType().Name}'.");
        }
    }

    public ValueTask BindRowsAsync<T>(InputBinding input, RowCodec<T> codec, IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
    {
        _inputs.BindStream(input, _lake.StreamsOf(_connection), codec, rows);
        return ValueTask.CompletedTask;
    }

    public ITableSource<T> Open<T>(InputBinding input, RowCodec<T> codec) => _inputs.Open(input, codec);

    public async ValueTask<T> ReadArtifactAsync<T>(AssetKey key, ArtifactCodec<T> codec, CancellationToken cancellationToken)
    {
        if (await _lake.PinAsync(key.Path, cancellationToken) is not var (_, head, lease))
        {
            throw new DataplatformException($"'{key}' was never published. Materialize it first.");
        }

        using (lease)
        {
            return head.Kind == VersionKind.Artifact
                ? codec.Deserialize(await File.ReadAllBytesAsync(Path.Combine(_lake.Folder.VersionOf(key.Path, head.Version), head.Files[0]), cancellationToken))
                : throw new DataplatformException($"'{key}' is published as a {head.Kind}, not as a value. Materialize it again.");
        }
    }

    public ValueTask<bool> IsPublishedAsync(AssetKey key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_lake.Heads.Assets.ContainsKey(key.Path));

    public async ValueTask<StagedAsset> StageRowsAsync<T>(StageTarget target, RowCodec<T> codec, IAsyncEnumerable<T> rows, CancellationToken cancellationToken) =>
        Note(await _stages.RowsAsync(Whole(target), codec, rows, cancellationToken));

    public async ValueTask<StagedAsset> StageQueryAsync(StageTarget target, RowSchema schema, SqlQuery query, CancellationToken cancellationToken) =>
        Note(await _stages.QueryAsync(Whole(target), schema, query, _inputs, cancellationToken));

    public async ValueTask<StagedAsset> StageViewAsync(StageTarget target, RowSchema schema, SqlQuery query, CancellationToken cancellationToken) =>
        Note(await _stages.ViewAsync(target.Key, schema, query, cancellationToken));

    public async ValueTask<StagedAsset> StageArtifactAsync<T>(StageTarget target, ArtifactCodec<T> codec, T value, CancellationToken cancellationToken) =>
        Note(await _stages.ArtifactAsync(Whole(target).Key, codec.Serialize(value), cancellationToken));

    public async ValueTask<QueryRows> QueryAsync(SqlQuery query, int limit, CancellationToken cancellationToken) =>
        await _connection.RunAsync(() => SmallQuery.Read(_connection, query, limit, cancellationToken), cancellationToken);

    public async ValueTask<T> ReadStagedAsync<T>(StagedAsset staged, ArtifactCodec<T> codec, CancellationToken cancellationToken) =>
        codec.Deserialize(await File.ReadAllBytesAsync(_stages.FileOf(StageOf(staged)), cancellationToken));

    public async ValueTask PublishAsync(IReadOnlyList<StagedAsset> staged, CancellationToken cancellationToken)
    {
        var stages = staged.Select(StageOf).ToList();
        await new LakePublication(_lake, _scope).RunAsync(stages, cancellationToken);
        foreach (var stage in stages)
        {
            _staged.Remove(stage.Version);
            stage.Lease?.Dispose();
        }

        foreach (var key in stages.Select(stage => stage.Key.Path).Distinct(StringComparer.Ordinal))
        {
            _lake.Sweeper.DropOld(key);
        }
    }

    public ValueTask DisposeAsync()
    {
        _connection.Dispose();
        foreach (var stage in _staged.Values)
        {
            _stages.Discard(stage);
        }

        _staged.Clear();
        _catalog.Dispose();
        return ValueTask.CompletedTask;
    }

    private LakeStage StageOf(StagedAsset asset) => _staged.GetValueOrDefault(asset.Version)
        ?? throw new InvalidOperationException($"'{asset.Key}' was not staged by this session, or is published already.");

    // A slice that took the place of everything would lose all other partitions.
    private static StageTarget Whole(StageTarget target) => target.Slice is null
        ? target
        : throw new DataplatformException($"'{target.Key}' is divided into partitions, which a folder of Parquet files does not keep. Keep it in a DuckDB store with [Store].");

    private StagedAsset Note(LakeStage stage)
    {
        _staged.Add(stage.Version, stage);
        return new(stage.Key, stage.Version, stage.Fence, stage.Rows, stage.Bytes) { Alterations = stage.Alterations, DataVersion = stage.DataVersion };
    }
}
