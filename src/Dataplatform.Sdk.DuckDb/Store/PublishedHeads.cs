using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>What is published, as the store's port describes it.</summary>
internal static class PublishedHeads
{
    /// <summary>The columns of a version <c>v</c> that <see cref="Of"/> takes. A partitioned asset goes on after it was rolled back, and then has been published since.</summary>
    public const string Columns = "coalesce(v.last_version, v.version), v.run_id, v.published_at, v.rows, v.data_version, v.partitions, case when v.restored_at >= v.published_at then v.restored_at end";

    /// <summary>All heads, in the order of their keys.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="hasDataVersions">Whether contents are hashed.</param>
    public static IReadOnlyList<PublishedAsset> All(DuckDbConnection connection, bool hasDataVersions) =>
    [
        .. connection.Query($"select {Columns}, h.key from {StoreLayout.Schema}.heads h join {StoreLayout.Schema}.versions v using (version) order by h.key")
            .Select(row => Of(new AssetKey((string)row[^1]!), row))
            .Select(head => head.Partitions is null || hasDataVersions ? head : head with { DataVersion = null }),
    ];

    /// <summary>A version.</summary>
    /// <param name="key">The asset.</param>
    /// <param name="row">Its columns.</param>
    public static PublishedAsset Of(AssetKey key, object?[] row) => new(key, (string)row[0]!, new RunId((string)row[1]!), (DateTimeOffset)row[2]!, (long?)row[3])
    {
        DataVersion = (string?)row[4],
        Partitions = (long?)row[5],
        RestoredAt = (DateTimeOffset?)row[6],
    };
}
