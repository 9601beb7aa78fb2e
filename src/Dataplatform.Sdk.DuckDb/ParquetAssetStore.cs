using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Lake;
using Dataplatform.Sdk.DuckDb.Lake.Slices;
using Dataplatform.Sdk.DuckDb.Queries.Lineage;
using Dataplatform.Sdk.DuckDb.Store;
using Dataplatform.Sdk.Lineage;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb;

/// <summary>
/// Keeps assets as Parquet files in a folder: a folder for each version, and one file, <c>_heads.json</c>, that says which
/// versions are published. Several processes may have it open. Made by <c>builder.UseParquet(…)</c>.
/// </summary>
public sealed class ParquetAssetStore : IQueryableStore
{
    private readonly LakeFolder _folder;
    private readonly ParquetStoreOptions _options;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _opening = new(1, 1);
    private OpenLake? _open;

    /// <summary>Makes a store over a folder, which is created when it is missing.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="options">How the store works; null for the defaults.</param>
    /// <param name="clock">Tells when something is published; null for the system's clock.</param>
    public ParquetAssetStore(string path, ParquetStoreOptions? options = null, TimeProvider? clock = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _folder = new LakeFolder(path);
        _options = options ?? new ParquetStoreOptions();
        _clock = clock ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public string Description => _folder.Root;

    /// <inheritdoc/>
    public SqlDialect Dialect => DuckDbDialect.Instance;

    /// <inheritdoc/>
    public IQueryLineage? Lineage => DuckDbQueryLineage.Shared;

    /// <inheritdoc/>
    public bool Exists => File.Exists(_folder.HeadFile);

    /// <inheritdoc/>
    public bool KeepsPartitions => true;

    /// <inheritdoc/>
    public string? Refusal(AssetKey key) => FolderNames.Refusal(key);

    /// <inheritdoc/>
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            _open ??= await Task.Run(() => OpenLake.OpenAsync(_folder, _options, _clock, cancellationToken), cancellationToken);
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IStoreSession> BeginAsync(StepScope scope, CancellationToken cancellationToken) =>
        await LakeSession.BeginAsync(Open, scope, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<PublishedAsset>> ListAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<PublishedAsset>>([.. Open.Heads.Assets.Select(asset => asset.Value.ToPublished(asset.Key))]);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<PublishedPartition>> PartitionsAsync(AssetKey key, IReadOnlyList<PartitionKey>? partitions, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<PublishedPartition>>(Open.ReadPartitions(key.Path) is var (_, published)
            ? [.. (partitions is null ? published.All : published.Of(partitions.Select(partition => partition.Text))).Select(partition => partition.ToPublished())]
            : []);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ColumnAlteration>> AlterationsAsync(StageTarget target, RowSchema schema, CancellationToken cancellationToken)
    {
        if ((!target.Write.KeepsRows && target.Slice is null) || target.FullRefresh)
        {
            return [];
        }

        if (target.Slice is not null)
        {
            using var plain = Open.Connect();
            return Open.Heads.Assets.GetValueOrDefault(target.Key.Path) is { Kind: VersionKind.Partitions } partitioned
                ? LakeSliceStages.Alterations(plain, partitioned, schema, target.Write.OnSchemaChange)
                : [];
        }

        using var catalog = new LakeCatalog(Open);
        if (await catalog.PinAsync(target.Key.Path, cancellationToken) is not { } head || head.Kind != VersionKind.Table)
        {
            return [];
        }

        using var connection = catalog.Connect();
        return NextVersion.Changes(connection, target, schema, await catalog.RelationAsync(target.Key.Path, cancellationToken)).Alterations;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> WipeAsync(AssetKey key, CancellationToken cancellationToken)
    {
        var wasThere = false;
        await Open.ChangeHeadsAsync(
            heads =>
            {
                wasThere = heads.Assets.Remove(key.Path);
                return heads;
            },
            cancellationToken);
        await Task.Run(() => Open.Sweeper.DropOld(key.Path), cancellationToken);
        return wasThere;
    }

    /// <inheritdoc/>
    public async ValueTask<int> WipeAsync(AssetKey key, IReadOnlyList<PartitionKey> partitions, CancellationToken cancellationToken) =>
        await LakeSliceWipe.RunAsync(Open, key, partitions, cancellationToken);

    /// <inheritdoc/>
    public string HowToKeepVersions => "Give UseParquet new ParquetStoreOptions { KeepVersions = 2 }: what is published from then on leaves the version before it there.";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<PublishedAsset>> VersionsAsync(AssetKey key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(LakeRollback.Versions(Open, key));

    /// <inheritdoc/>
    public async ValueTask<PublishedAsset> RollBackAsync(AssetKey key, string published, string version, CancellationToken cancellationToken) =>
        await LakeRollback.RunAsync(Open, key, published, version, cancellationToken);

    /// <inheritdoc/>
    public ValueTask RevokeAsync(IReadOnlyList<AssetKey> keys, CancellationToken cancellationToken) => RevokeAsync([.. keys.Select(key => key.Path)], cancellationToken);

    /// <inheritdoc/>
    public ValueTask RevokeAsync(AssetKey key, IReadOnlyList<PartitionKey> partitions, CancellationToken cancellationToken) =>
        RevokeAsync([.. partitions.Select(partition => LakeSlicePublication.RevocationOf(key, partition.Text))], cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IQueryResult> QueryAsync(string sql, CancellationToken cancellationToken) =>
        await LakeQueryResult.RunAsync(Open, sql, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _open?.Dispose();
        _open = null;
        _opening.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask RevokeAsync(string[] names, CancellationToken cancellationToken)
    {
        var fence = await Open.NextFenceAsync(cancellationToken);
        await Open.ChangeHeadsAsync(
            heads =>
            {
                foreach (var name in names)
                {
                    heads.Revoked[name] = fence;
                }

                return heads;
            },
            cancellationToken);
    }

    private OpenLake Open => _open ?? throw new InvalidOperationException($"The store '{Description}' is not open.");
}
