using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>Publishes a version again that was published before.</summary>
internal sealed class Rollback(OpenStore store, DuckDbConnection connection)
{
    // A version that is a view shows what its inputs hold now: there is nothing of before to go back to.
    private const string Kept = $"""
        select v.version, v.run_id, v.published_at, v.rows, v.data_version, v.restored_at
        from {StoreLayout.Schema}.versions v join {StoreLayout.Schema}.heads h using (key)
        where v.key = $1 and v.published_at is not null and v.fence <= h.fence and (v.version = h.version or v.kind <> '{VersionKind.View}')
        """;

    /// <summary>The versions of an asset that are kept, the published one first.</summary>
    public IReadOnlyList<PublishedAsset> Versions(AssetKey key) =>
    [
        .. connection.Query($"{Kept} order by v.version = h.version desc, v.fence desc, v.version desc", key.Path).Select(row => Published(key, row)),
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
        if (connection.Query($"select version = $2 or fence > $3 from {StoreLayout.Schema}.heads where key = $1", key.Path, version, fence) is [[false]])
        {
            throw new DuckDbException($"TransactionContext Error: Failed to commit: '{key}' is not rolled back after its commit.", DuckDbErrorKind.Transaction);
        }

        var restored = Published(key, connection.Query($"{Kept} and v.version = $2", key.Path, version) is [var row] ? row : throw StoreErrors.PublishedSince(key));
        await new VersionSweeper(store, connection).DropOldAsync(key.Path, CancellationToken.None);
        return restored;
    }

    private long Restore(AssetKey key, string published, string version)
    {
        if (connection.Query($"select version from {StoreLayout.Schema}.heads where key = $1", key.Path) is not [[string head]] || head != published)
        {
            throw StoreErrors.PublishedSince(key);
        }

        if (version == published || connection.Query($"{Kept} and v.version = $2", key.Path, version).Count == 0)
        {
            throw StoreErrors.VersionIsGone(key);
        }

        // The version takes the new fence with its head: only a revocation lets the two differ.
        var fence = store.Fences.Next(connection);
        new VersionSweeper(store, connection).Withdraw(key, after: version);
        connection.Execute($"update {StoreLayout.Schema}.heads set version = $2, fence = $3 where key = $1", key.Path, version, fence);
        connection.Execute($"update {StoreLayout.Schema}.versions set fence = $2, restored_at = $3 where version = $1", version, fence, store.Clock.GetUtcNow());
        Publication.SwapPublicName(connection, key, (string?)connection.Query($"select relation from {StoreLayout.Schema}.versions where version = $1", version)[0][0]);
        return fence;
    }

    private static PublishedAsset Published(AssetKey key, object?[] row) =>
        new(key, (string)row[0]!, new RunId((string)row[1]!), (DateTimeOffset)row[2]!, (long?)row[3]) { DataVersion = (string?)row[4], RestoredAt = (DateTimeOffset?)row[5] };
}
