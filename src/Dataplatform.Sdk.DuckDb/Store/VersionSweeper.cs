using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Store.Slices;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>Drops versions: stages that nobody will publish, and old ones that nobody reads.</summary>
internal sealed class VersionSweeper(OpenStore store, DuckDbConnection connection)
{
    /// <summary>Drops what processes left that ended before they could publish or discard, and old versions they still read.</summary>
    public async Task DropLeftoversAsync(Guid owner, CancellationToken cancellationToken)
    {
        var left = connection.Query(
            $"select version, kind, relation from {StoreLayout.Schema}.versions where published_at is null and owner <> $1::uuid", owner);
        foreach (var row in left)
        {
            await DropAsync(row, cancellationToken);
        }

        await DropOldAsync(null, cancellationToken);
        await SweepAsync(slices => slices.DropLeftovers(owner), cancellationToken);
    }

    /// <summary>Drops one stage.</summary>
    public async Task DropStageAsync(string version, CancellationToken cancellationToken)
    {
        foreach (var row in connection.Query(
            $"select version, kind, relation from {StoreLayout.Schema}.versions where version = $1 and published_at is null", version))
        {
            await DropAsync(row, cancellationToken);
        }

        await SweepAsync(slices => slices.DropStage(version), cancellationToken);
    }

    /// <summary>Drops what was only waiting for a session to end.</summary>
    public Task DropReleasedAsync(ReleasedSlices released, CancellationToken cancellationToken) => SweepAsync(
        slices =>
        {
            foreach (var relation in released.Relations)
            {
                slices.DropReplaced(relation);
            }

            foreach (var version in released.Unpublished)
            {
                slices.DropUnused(version);
            }
        },
        cancellationToken);

    /// <summary>
    /// Drops what a publication has replaced, as <see cref="DropOldAsync"/> would, within its transaction. Called under the gate.
    /// </summary>
    /// <param name="published">What was published.</param>
    /// <param name="based">The version from which it goes on; null if from none.</param>
    public void DropReplaced(StagedAsset published, string? based)
    {
        // Ordered here: for a handful of rows planning a query with a window is slower than everything else.
        var old = connection.Query(
            $"select version, kind, relation, fence from {StoreLayout.Schema}.versions where key = $1 and version <> $2 and fence <= $3 and published_at is not null",
            published.Key.Path, published.Version, published.Fence);
        foreach (var row in old
            .Where(row => (string)row[0]! != based)
            .OrderByDescending(row => (long)row[3]!)
            .ThenByDescending(row => (string)row[0]!, StringComparer.Ordinal)
            .Skip(Math.Max(1, store.Options.KeepVersions) - 1)
            .Where(row => !store.Pins.MustWait((string)row[0]!)))
        {
            Remove(row);
        }
    }

    /// <summary>
    /// Drops what nobody reads of one asset or of all: old versions that are more than are kept, and withdrawn ones. From which
    /// version the published one goes on stays, so that its run can be repeated.
    /// </summary>
    public Task DropOldAsync(string? key, CancellationToken cancellationToken) => Transaction.RetryAsync(
        () =>
        {
            lock (store.Pins.Gate)
            {
                var old = connection.Query(
                    $"""
                    select v.version, v.kind, v.relation
                    from {StoreLayout.Schema}.versions v join {StoreLayout.Schema}.heads h
                        on h.key = v.key and v.version <> h.version and v.fence <= h.fence
                    join {StoreLayout.Schema}.versions p on p.version = h.version and p.base is distinct from v.version
                    where v.published_at is not null and ($1::varchar is null or v.key = $1)
                    qualify row_number() over (partition by v.key order by v.fence desc, v.version desc) >= $2
                    """,
                    key, Math.Max(1, store.Options.KeepVersions));
                var withdrawn = connection.Query(
                    $"select version, kind, relation from {StoreLayout.Schema}.versions where published_at is null and owner <> $1::uuid and ($2::varchar is null or key = $2)",
                    OpenStore.Owner, key);
                foreach (var row in old.Concat(withdrawn).Where(row => !store.Pins.MustWait((string)row[0]!)))
                {
                    Drop(row);
                }
            }

            return true;
        },
        cancellationToken);

    /// <summary>
    /// Takes back that versions were published. They look like stages of a process that is gone, which they are for whoever opens
    /// the database next; <see cref="DropOldAsync"/> drops those that nobody reads.
    /// </summary>
    /// <param name="key">The asset.</param>
    /// <param name="after">Only versions newer than this one; null for all.</param>
    public void Withdraw(AssetKey key, string? after) => connection.Execute(
        $"""
        update {StoreLayout.Schema}.versions set published_at = null, owner = $2::uuid
        where key = $1 and published_at is not null
            and ($3::varchar is null or (fence, version) > (select (fence, version) from {StoreLayout.Schema}.versions where version = $3))
        """,
        key.Path, Guid.NewGuid(), after);

    /// <summary>Removes what is published of an asset.</summary>
    /// <returns>False if nothing was published.</returns>
    public async Task<bool> WipeAsync(AssetKey key, CancellationToken cancellationToken)
    {
        var wasThere = await Transaction.RetryAsync(
            () =>
            {
                lock (store.Pins.Gate)
                {
                    return Transaction.Run(connection, () => Wipe(key));
                }
            },
            cancellationToken);
        await DropOldAsync(key.Path, cancellationToken);
        return wasThere;
    }

    /// <summary>Removes what is published of an asset, in a transaction and under the gate.</summary>
    public bool Wipe(AssetKey key)
    {
        new SliceWipe(store, connection).KeepForStages(key);
        var heads = connection.Execute($"delete from {StoreLayout.Schema}.heads where key = $1", key.Path);
        connection.Execute($"drop view if exists {DuckDbDialect.Instance.PublicName(key)}");
        Withdraw(key, after: null);
        return heads > 0;
    }

    /// <summary>Removes what is published of some partitions of an asset.</summary>
    /// <returns>How many were published.</returns>
    public async Task<int> WipeAsync(AssetKey key, IReadOnlyList<PartitionKey> partitions, CancellationToken cancellationToken)
    {
        var removed = await Transaction.RetryAsync(
            () =>
            {
                lock (store.Pins.Gate)
                {
                    return Transaction.Run(connection, () => new SliceWipe(store, connection).Wipe(key, partitions));
                }
            },
            cancellationToken);
        await DropOldAsync(key.Path, cancellationToken);
        return removed;
    }

    private async Task SweepAsync(Action<SliceSweeper> sweep, CancellationToken cancellationToken) => await Transaction.RetryAsync(
        () =>
        {
            lock (store.Pins.Gate)
            {
                sweep(new SliceSweeper(store, connection));
            }

            return true;
        },
        cancellationToken);

    private async Task DropAsync(object?[] row, CancellationToken cancellationToken) => await Transaction.RetryAsync(
        () =>
        {
            Drop(row);
            return true;
        },
        cancellationToken);

    private void Drop(object?[] row) => Transaction.Run(connection, () => Remove(row));

    /// <summary>Drops a version, in a transaction.</summary>
    /// <param name="row">Its id, its kind, and its relation.</param>
    public long Remove(object?[] row)
    {
        if (row is [_, VersionKind.Partitions or VersionKind.PartitionedValue, string table, ..])
        {
            SlicedVersion.Drop(connection, table);
            store.Forget(table);
        }
        else if (row[2] is string relation)
        {
            connection.Execute($"drop {(row[1] is VersionKind.View ? "view" : "table")} if exists {StoreLayout.Relation(relation)}");
        }
        else
        {
            connection.Execute($"delete from {StoreLayout.Schema}.artifacts where version = $1", row[0]);
        }

        return connection.Execute($"delete from {StoreLayout.Schema}.versions where version = $1", row[0]);
    }
}
