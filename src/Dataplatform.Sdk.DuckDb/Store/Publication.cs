using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Store.Slices;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>Publishes staged versions: one transaction swaps the public views and moves the heads.</summary>
/// <param name="store">The store.</param>
/// <param name="scope">The step that publishes.</param>
/// <param name="stages">What the session has staged, by version.</param>
internal sealed class Publication(OpenStore store, StepScope scope, IReadOnlyDictionary<string, StageRow> stages)
{
    /// <summary>Publishes all or nothing, and says so only after reading it back.</summary>
    public async Task RunAsync(IReadOnlyList<StagedAsset> staged, CancellationToken cancellationToken)
    {
        // One order for everybody, so that two publications of the same assets meet at the first.
        var assets = staged.OrderBy(asset => asset.Key).ToArray();
        using var connection = store.Connect();
        foreach (var domain in assets.Select(asset => asset.Key.Domain).Where(domain => domain.Length > 0 && !store.Domains.ContainsKey(domain)).Distinct(StringComparer.Ordinal))
        {
            // Outside of the transaction: a schema that two make at once is a conflict, and an empty one harms nobody.
            await Transaction.RetryAsync(() => connection.Execute($"create schema if not exists {StoreLayout.Quote(domain)}"), cancellationToken);
            store.Domains.TryAdd(domain, true);
        }

        await Transaction.RetryAsync(
            () =>
            {
                Publish(connection, assets);
                return true;
            },
            cancellationToken);
    }

    private void Publish(DuckDbConnection connection, StagedAsset[] assets)
    {
        try
        {
            // What is replaced goes with the same commit, unless somebody reads it; nobody may begin to in between.
            lock (store.Pins.Gate)
            {
                Commit(connection, assets, dropOld: true);
            }
        }
        catch (DuckDbException e) when (!e.IsWriteConflict)
        {
            // What cannot be dropped takes room until the database is opened again; it is no reason for not publishing.
            lock (store.Pins.Gate)
            {
                Commit(connection, assets, dropOld: false);
            }
        }
    }

    private void Commit(DuckDbConnection connection, StagedAsset[] assets, bool dropOld)
    {
        var sweeper = new VersionSweeper(store, connection);
        var slices = new SlicePublication(store, scope, connection);
        var sliced = assets.Select(asset => stages[asset.Version]).Where(stage => stage.Slice is not null).ToList();
        try
        {
            Transaction.Run(connection, () => Publish(connection, assets, dropOld, sweeper, slices));
            ThrowIfNotDone(connection, assets, slices);
        }
        catch
        {
            sliced.ForEach(slices.Forget);
            throw;
        }
    }

    private bool Publish(DuckDbConnection connection, StagedAsset[] assets, bool dropOld, VersionSweeper sweeper, SlicePublication slices)
    {
        foreach (var asset in assets)
        {
            if (stages[asset.Version] is { Slice: not null } slice)
            {
                slices.Publish(asset, slice, dropOld);
                continue;
            }

            ThrowIfBaseMoved(connection, asset);
            MoveHead(connection, asset);
            SwapPublicName(connection, asset.Key, stages[asset.Version].Relation is { } relation ? $"select * from {StoreLayout.Relation(relation)}" : null);
            connection.Execute(
                $"update {StoreLayout.Schema}.versions set published_at = $2 where version = $1", asset.Version, store.Clock.GetUtcNow());
            if (dropOld)
            {
                sweeper.DropReplaced(asset, stages[asset.Version].Base);
            }
        }

        return true;
    }

    // DuckDB answers "success" to the commit of a transaction that it has aborted. A version that is gone was published, and has been
    // replaced and dropped since.
    private void ThrowIfNotDone(DuckDbConnection connection, StagedAsset[] assets, SlicePublication slices)
    {
        foreach (var asset in assets)
        {
            var stage = stages[asset.Version];
            if (stage.Slice is not null ? !slices.IsDone(stage) : connection.Query($"select published_at is not null from {StoreLayout.Schema}.versions where version = $1", asset.Version) is [[false]])
            {
                throw new DuckDbException($"TransactionContext Error: Failed to commit: '{asset.Key}' is not published after its commit.", DuckDbErrorKind.Transaction);
            }
        }
    }

    // Who has published since may have added rows that this stage does not know. This run itself has gone on from the same version.
    private void ThrowIfBaseMoved(DuckDbConnection connection, StagedAsset asset)
    {
        if (stages[asset.Version] is not { GoesOn: true } stage)
        {
            return;
        }

        var heads = connection.Query(
            $"""
            select h.version, v.run_id, v.base from {StoreLayout.Schema}.heads h join {StoreLayout.Schema}.versions v using (version)
            where h.key = $1 and h.fence <= $2
            """,
            asset.Key.Path, asset.Fence);
        if (heads is [var head] && (string)head[0]! != stage.Base && ((string)head[1]! != scope.RunId.Value || (string?)head[2] != stage.Base))
        {
            throw StoreErrors.BaseMoved(asset.Key, head[1]);
        }
    }

    /// <summary>
    /// Keeps sessions that have begun from publishing. A head takes the fence itself, so that a publication at the same moment is a conflict; but not
    /// that of a partitioned asset, whose sessions publish side by side.
    /// </summary>
    /// <param name="connection">The connection, in a transaction.</param>
    /// <param name="keys">The assets.</param>
    /// <param name="fence">A fence that is greater than theirs.</param>
    public static bool Revoke(DuckDbConnection connection, IReadOnlyList<AssetKey> keys, long fence)
    {
        foreach (var key in keys)
        {
            if (connection.Execute(
                $"update {StoreLayout.Schema}.heads h set fence = $2 from {StoreLayout.Schema}.versions v where h.key = $1 and v.version = h.version and v.kind not in ('{VersionKind.Partitions}', '{VersionKind.PartitionedValue}')",
                key.Path, fence) == 0)
            {
                Revoke(connection, key.Path, fence);
            }
        }

        return true;
    }

    /// <summary>Keeps sessions that have begun from publishing an asset without a head, or a partition.</summary>
    /// <param name="connection">The connection, in a transaction.</param>
    /// <param name="key">The key of the asset or of the partition.</param>
    /// <param name="fence">A fence that is greater than theirs.</param>
    public static void Revoke(DuckDbConnection connection, string key, long fence) =>
        connection.Execute($"insert into {StoreLayout.Schema}.revocations values ($1, $2) on conflict do update set fence = excluded.fence", key, fence);

    /// <summary>Lets an asset have a version, unless a newer attempt has published one.</summary>
    /// <param name="connection">The connection, in a transaction.</param>
    /// <param name="asset">The asset, with the version.</param>
    /// <param name="keepRevocation">Whether older sessions may publish into the version later, which a revocation of before is still to prevent.</param>
    public static void MoveHead(DuckDbConnection connection, StagedAsset asset, bool keepRevocation = false)
    {
        var fences = connection.Query(
            $"""
            select h.fence, v.kind, v.relation from {StoreLayout.Schema}.heads h join {StoreLayout.Schema}.versions v using (version) where h.key = $1
            union all select fence, null, null from {StoreLayout.Schema}.revocations where key = $1
            """,
            asset.Key.Path);
        if (fences.FirstOrDefault(row => row[1] is null) is [long revoked, ..])
        {
            if (revoked > asset.Fence)
            {
                throw StoreErrors.Revoked(asset.Key);
            }

            if (!keepRevocation)
            {
                connection.Execute($"delete from {StoreLayout.Schema}.revocations where key = $1", asset.Key.Path);
            }

            fences = [.. fences.Where(row => row[1] is not null)];
        }

        if (fences is [[_, VersionKind.Partitions or VersionKind.PartitionedValue, string relation]])
        {
            SlicePublication.ThrowIfNewer(connection, asset, relation);
        }

        if (fences.Count == 0)
        {
            connection.Execute($"insert into {StoreLayout.Schema}.heads values ($1, $2, $3)", asset.Key.Path, asset.Version, asset.Fence);
            return;
        }

        // The same fence is the same session, which may publish an asset again.
        if (connection.Execute(
            $"update {StoreLayout.Schema}.heads set version = $2, fence = $3 where key = $1 and fence <= $3", asset.Key.Path, asset.Version, asset.Fence) == 0)
        {
            var newer = connection.Query(
                $"select v.run_id, v.fence < h.fence, v.restored_at is not null from {StoreLayout.Schema}.heads h join {StoreLayout.Schema}.versions v using (version) where h.key = $1", asset.Key.Path);
            throw newer[0] switch
            {
                [_, true, _] => StoreErrors.Revoked(asset.Key),
                [_, _, true] => StoreErrors.RolledBack(asset.Key),
                [var run, ..] => StoreErrors.NewerAttempt(asset.Key, run),
                _ => throw new InvalidOperationException($"'{asset.Key}' has a head without a run."),
            };
        }
    }

    /// <summary>Lets the public name show a version; within the transaction that publishes it.</summary>
    /// <param name="connection">The connection, in a transaction.</param>
    /// <param name="key">The asset.</param>
    /// <param name="query">What it shows; null for a value, which has no public name.</param>
    public static void SwapPublicName(DuckDbConnection connection, AssetKey key, string? query)
    {
        var name = DuckDbDialect.Instance.PublicName(key);
        try
        {
            connection.Execute(query is null
                ? $"drop view if exists {name}"
                : $"create or replace view {name} as {query}");
        }
        catch (DuckDbException e) when (e.Kind == DuckDbErrorKind.Catalog && e.Message.Contains("is of type", StringComparison.Ordinal))
        {
            throw new DataplatformException(
                $"'{key}' cannot be published as {name}: the database has something else of that name, which the platform did not make. Rename or drop it. ({e.Message})", e);
        }
    }
}
