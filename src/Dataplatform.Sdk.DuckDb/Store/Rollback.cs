using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Store.Slices;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>Publishes a version again that was published before.</summary>
internal sealed class Rollback(OpenStore store, DuckDbConnection connection)
{
    // A version that is a view shows what its inputs hold now: there is nothing of before to go back to.
    private const string Kept = $"""
        select {PublishedHeads.Columns}, v.version, v.kind, v.relation
        from {StoreLayout.Schema}.versions v join {StoreLayout.Schema}.heads h using (key)
        where v.key = $1 and v.published_at is not null and v.fence <= h.fence and (v.version = h.version or v.kind <> '{VersionKind.View}')
        """;

    /// <summary>The versions of an asset that are kept, the published one first.</summary>
    public IReadOnlyList<PublishedAsset> Versions(AssetKey key) =>
    [
        .. connection.Query($"{Kept} order by v.version = h.version desc, v.fence desc, v.version desc", key.Path).Select(row => PublishedHeads.Of(key, row)),
    ];

    /// <summary>Goes back to a version.</summary>
    /// <param name="key">The asset.</param>
    /// <param name="published">The version that is published now, as the caller knows it.</param>
    /// <param name="version">The version to go back to.</param>
    /// <param name="cancellationToken">Ends the waiting for other transactions.</param>
    public async Task<PublishedAsset> RunAsync(AssetKey key, string published, string version, CancellationToken cancellationToken)
    {
        var fence = await Transaction.RetryAsync(
            () =>
            {
                // Nobody drops the version while it is on its way back.
                lock (store.Pins.Gate)
                {
                    return Transaction.Run(connection, () => Restore(key, published, version));
                }
            },
            cancellationToken);

        // DuckDB answers "success" to the commit of a transaction that it has aborted.
        var head = connection.Query($"select {PublishedHeads.Columns}, h.fence from {StoreLayout.Schema}.heads h join {StoreLayout.Schema}.versions v using (version) where h.key = $1", key.Path);
        if (head is [[.., long now]] && now < fence)
        {
            throw new DuckDbException($"TransactionContext Error: Failed to commit: '{key}' is not rolled back after its commit.", DuckDbErrorKind.Transaction);
        }

        var restored = head is [var row] && (string)row[0]! == version ? PublishedHeads.Of(key, row) : throw StoreErrors.PublishedSince(key);
        await new VersionSweeper(store, connection).DropOldAsync(key.Path, CancellationToken.None);
        return restored;
    }

    private long Restore(AssetKey key, string published, string version)
    {
        var kept = connection.Query($"{Kept} order by v.version = h.version desc", key.Path);
        if (kept.Count == 0 || (string)kept[0][0]! != published)
        {
            throw StoreErrors.PublishedSince(key);
        }

        if (kept.Skip(1).FirstOrDefault(row => (string)row[0]! == version) is not [.., string id, string kind, var relation])
        {
            throw StoreErrors.VersionIsGone(key);
        }

        // The version takes the new fence with its head: only a revocation lets the two differ.
        var fence = store.Fences.Next(connection);
        new VersionSweeper(store, connection).Withdraw(key, after: id);
        connection.Execute($"update {StoreLayout.Schema}.heads set version = $2, fence = $3 where key = $1", key.Path, id, fence);
        connection.Execute($"update {StoreLayout.Schema}.versions set fence = $2, restored_at = $3 where version = $1", id, fence, store.Clock.GetUtcNow());
        Publication.SwapPublicName(connection, key, kind switch
        {
            VersionKind.Partitions => new SlicedVersion(key, id, kind, (string)relation!).Published(connection),
            VersionKind.Table => $"select * from {StoreLayout.Relation((string)relation!)}",
            _ => null,
        });
        return fence;
    }
}
