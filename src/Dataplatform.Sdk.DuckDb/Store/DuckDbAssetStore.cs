using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Queries.Lineage;
using Dataplatform.Sdk.DuckDb.Store;
using Dataplatform.Sdk.DuckDb.Store.Slices;
using Dataplatform.Sdk.Lineage;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb;

/// <summary>
/// Keeps assets in a DuckDB database: the public name <c>sales.orders</c> is a view over the published version, and
/// publishing swaps it. Made by <c>builder.UseDuckDb(…)</c>.
/// </summary>
public sealed class DuckDbAssetStore : IQueryableStore
{
    private readonly string? _path;
    private readonly DuckDbOptions _options;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _opening = new(1, 1);
    private OpenStore? _open;

    /// <summary>Makes a store over a file, which is created when it is missing.</summary>
    /// <param name="path">The database file.</param>
    /// <param name="options">How DuckDB works; null for the defaults.</param>
    /// <param name="clock">Tells when something is published; null for the system's clock.</param>
    public DuckDbAssetStore(string path, DuckDbOptions? options = null, TimeProvider? clock = null)
        : this(options, clock) =>
        _path = Path.GetFullPath(path);

    private DuckDbAssetStore(DuckDbOptions? options, TimeProvider? clock)
    {
        _options = options ?? new DuckDbOptions();
        _clock = clock ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public string Description => _path ?? "in memory";

    /// <inheritdoc/>
    public SqlDialect Dialect => DuckDbDialect.Instance;

    /// <inheritdoc/>
    public IQueryLineage? Lineage => DuckDbQueryLineage.Shared;

    /// <inheritdoc/>
    public bool Exists => _path is null || File.Exists(_path);

    /// <inheritdoc/>
    public bool IsExclusive => _path is not null;

    /// <inheritdoc/>
    public bool KeepsPartitions => true;

    /// <inheritdoc/>
    public string? Refusal(AssetKey key) => ReservedDomains.Refusal(key, _path);

    /// <summary>Makes a store in memory of its own; it is gone when it is disposed.</summary>
    /// <param name="options">How DuckDB works; null for the defaults.</param>
    /// <param name="clock">Tells when something is published; null for the system's clock.</param>
    public static DuckDbAssetStore InMemory(DuckDbOptions? options = null, TimeProvider? clock = null) => new(options, clock);

    /// <inheritdoc/>
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            _open ??= await Task.Run(() => OpenStore.OpenAsync(_path, _options, _clock, cancellationToken), cancellationToken);
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IStoreSession> BeginAsync(StepScope scope, CancellationToken cancellationToken)
    {
        var open = Open;
        return await Task.Run(() => DuckDbSession.Begin(open, scope), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<PublishedAsset>> ListAsync(CancellationToken cancellationToken)
    {
        using var connection = Open.Connect();
        return ValueTask.FromResult(PublishedHeads.All(connection, Open.Options.DataVersions));
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<PublishedPartition>> PartitionsAsync(AssetKey key, IReadOnlyList<PartitionKey>? partitions, CancellationToken cancellationToken)
    {
        var open = Open;
        using var connection = open.Connect();
        return await Task.Run<IReadOnlyList<PublishedPartition>>(
            () => new SlicedVersions(open, connection).Published(key) is { } version ? [.. PublishedPartitions.Read(connection, version, partitions).Select(found => found.Partition)] : [],
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ColumnAlteration>> AlterationsAsync(StageTarget target, RowSchema schema, CancellationToken cancellationToken)
    {
        if ((!target.Write.KeepsRows && target.Slice is null) || target.FullRefresh)
        {
            return [];
        }

        var open = Open;
        return await Task.Run(
            () =>
            {
                using var connection = open.Connect();
                if (target.Slice is not null)
                {
                    var versions = new SlicedVersions(open, connection);
                    return versions.Published(target.Key) is { HasRows: true } version ? versions.Alterations(version, schema, target.Write.OnSchemaChange) : [];
                }

                var head = connection.Query(
                    $"select v.relation from {StoreLayout.Schema}.heads h join {StoreLayout.Schema}.versions v using (version) where h.key = $1 and v.kind = $2", target.Key.Path, VersionKind.Table);
                return head is [[string relation]] ? NextVersion.Changes(connection, target, schema, StoreLayout.Relation(relation)).Alterations : [];
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> WipeAsync(AssetKey key, CancellationToken cancellationToken)
    {
        var open = Open;
        using var connection = open.Connect();
        return await new VersionSweeper(open, connection).WipeAsync(key, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<int> WipeAsync(AssetKey key, IReadOnlyList<PartitionKey> partitions, CancellationToken cancellationToken)
    {
        var open = Open;
        using var connection = open.Connect();
        return await Task.Run(() => new VersionSweeper(open, connection).WipeAsync(key, partitions, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public string HowToKeepVersions => "Give UseDuckDb new DuckDbOptions { KeepVersions = 2 }: what is published from then on leaves the version before it there.";

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<PublishedAsset>> VersionsAsync(AssetKey key, CancellationToken cancellationToken)
    {
        var open = Open;
        using var connection = open.Connect();
        return await Task.Run(() => new Rollback(open, connection).Versions(key), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<PublishedAsset> RollBackAsync(AssetKey key, string published, string version, CancellationToken cancellationToken)
    {
        var open = Open;
        using var connection = open.Connect();
        return await Task.Run(() => new Rollback(open, connection).RunAsync(key, published, version, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask RevokeAsync(IReadOnlyList<AssetKey> keys, CancellationToken cancellationToken)
    {
        var open = Open;
        using var connection = open.Connect();
        await Transaction.RetryAsync(() => Transaction.Run(connection, () => Publication.Revoke(connection, keys, open.Fences.Next(connection))), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask RevokeAsync(AssetKey key, IReadOnlyList<PartitionKey> partitions, CancellationToken cancellationToken)
    {
        var open = Open;
        using var connection = open.Connect();
        await Transaction.RetryAsync(() => SlicePublication.Revoke(open, connection, key, partitions), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<IQueryResult> QueryAsync(string sql, CancellationToken cancellationToken)
    {
        var connection = Open.Connect();
        try
        {
            return await Task.Run(() => DuckDbQueryResult.Run(connection, sql, cancellationToken), cancellationToken);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _open?.Dispose();
        _open = null;
        _opening.Dispose();
        return ValueTask.CompletedTask;
    }

    private OpenStore Open => _open ?? throw new InvalidOperationException($"The store '{Description}' is not open.");
}
