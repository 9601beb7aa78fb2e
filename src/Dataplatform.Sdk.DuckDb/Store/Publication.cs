using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;
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
            Commit(connection, assets, dropOld: false);
        }
    }

    private void Commit(DuckDbConnection connection, StagedAsset[] assets, bool dropOld)
    {
        var sweeper = new VersionSweeper(store, connection);
        Transaction.Run(connection, () =>
        {
            foreach (var asset in assets)
            {
                ThrowIfBaseMoved(connection, asset);
                MoveHead(connection, asset);
                SwapPublicName(connection, asset.Key, stages[asset.Version].Relation);
                connection.Execute(
                    $"update {StoreLayout.Schema}.versions set published_at = $2 where version = $1", asset.Version, store.Clock.GetUtcNow());
                if (dropOld)
                {
                    sweeper.DropReplaced(asset, stages[asset.Version].Base);
                }
            }

            return true;
        });

        // DuckDB answers "success" to the commit of a transaction that it has aborted. A version that is gone was
        // published, and has been replaced and dropped since.
        foreach (var asset in assets)
        {
            if (connection.Query($"select published_at is not null from {StoreLayout.Schema}.versions where version = $1", asset.Version) is [[false]])
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

    /// <summary>Keeps sessions that have begun from publishing. A head takes the fence itself, so that a publication at the same moment is a conflict.</summary>
    /// <param name="connection">The connection, in a transaction.</param>
    /// <param name="keys">The assets.</param>
    /// <param name="fence">A fence that is greater than theirs.</param>
    public static bool Revoke(DuckDbConnection connection, IReadOnlyList<AssetKey> keys, long fence)
    {
        foreach (var key in keys)
        {
            if (connection.Execute($"update {StoreLayout.Schema}.heads set fence = $2 where key = $1", key.Path, fence) == 0)
            {
                connection.Execute($"insert into {StoreLayout.Schema}.revocations values ($1, $2) on conflict do update set fence = excluded.fence", key.Path, fence);
            }
        }

        return true;
    }

    private static void MoveHead(DuckDbConnection connection, StagedAsset asset)
    {
        var fences = connection.Query(
            $"select fence, true from {StoreLayout.Schema}.heads where key = $1 union all select fence, false from {StoreLayout.Schema}.revocations where key = $1", asset.Key.Path);
        if (fences is [[long revoked, false]])
        {
            if (revoked > asset.Fence)
            {
                throw StoreErrors.Revoked(asset.Key);
            }

            connection.Execute($"delete from {StoreLayout.Schema}.revocations where key = $1", asset.Key.Path);
            fences = [];
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
    /// <param name="relation">The version's relation; null for a value, which has no public name.</param>
    public static void SwapPublicName(DuckDbConnection connection, AssetKey key, string? relation)
    {
        var name = DuckDbDialect.Instance.PublicName(key);
        try
        {
            connection.Execute(relation is null
                ? $"drop view if exists {name}"
                : $"create or replace view {name} as select * from {StoreLayout.Relation(relation)}");
        }
        catch (DuckDbException e) when (e.Kind == DuckDbErrorKind.Catalog && e.Message.Contains("is of type", StringComparison.Ordinal))
        {
            throw new DataplatformException(
                $"'{key}' cannot be published as {name}: the database has something else of that name, which the platform did not make. Rename or drop it. ({e.Message})", e);
        }
    }
}
