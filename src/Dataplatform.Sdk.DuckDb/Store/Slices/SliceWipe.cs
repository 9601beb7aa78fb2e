using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.DuckDb.Store.Slices;

/// <summary>Removes what is published of partitions, in a transaction and under the gate.</summary>
/// <param name="store">The store.</param>
/// <param name="connection">The connection, in the transaction.</param>
internal sealed class SliceWipe(OpenStore store, DuckDbConnection connection)
{
    /// <summary>Removes some partitions; with the last of them the asset.</summary>
    /// <returns>How many were published.</returns>
    public int Wipe(AssetKey key, IReadOnlyList<PartitionKey> partitions)
    {
        if (new SlicedVersions(store, connection).Published(key) is not { } version)
        {
            return 0;
        }

        var (condition, names) = PublishedPartitions.Which(partitions);
        var removed = Remove(version, condition, names);
        var all = removed.Aggregate(Totals(version), (sum, old) => sum.Without(old.Partition, old.Version, old.DataVersion, old.Rows));
        if (removed.Count > 0 && all.Partitions == 0)
        {
            new VersionSweeper(store, connection).Wipe(key);
        }
        else if (removed.Count > 0)
        {
            connection.Execute(
                $"update {StoreLayout.Schema}.versions set partitions = $2, rows = $3, data_version = $4 where version = $1",
                version.Version, all.Partitions, version.HasRows ? all.Rows : null, all.ContentText);
        }

        return removed.Count;
    }

    /// <summary>
    /// Empties the published version of an asset instead of giving it up, if partitions are staged in it: their sessions may still publish it anew.
    /// </summary>
    public void KeepForStages(AssetKey key)
    {
        if (new SlicedVersions(store, connection).Published(key) is not { } version || !HasStages(version))
        {
            return;
        }

        Remove(version, "true", null);
        connection.Execute(
            $"update {StoreLayout.Schema}.versions set published_at = null, owner = $2::uuid, last_version = null, partitions = null, rows = null, data_version = null where version = $1",
            version.Version, OpenStore.Owner);
        store.Tables.TryRemove(version.Relation, out _);
    }

    private AllPartitions Totals(SlicedVersion version)
    {
        var row = connection.Query($"select partitions, rows, data_version from {StoreLayout.Schema}.versions where version = $1", version.Version)[0];
        return AllPartitions.Parse((long?)row[0], (long?)row[1], (string?)row[2]);
    }

    private bool HasStages(SlicedVersion version) =>
        store.Pins.IdsOf(version.Relation).InFlight.Count > 0
        || connection.Query($"select 1 from {StoreLayout.Schema}.slices where relation = $1 and partition is not null limit 1", version.Relation).Count > 0;

    // The heads stay, without ids: a head that is deleted and inserted again is a conflict with whoever still sees the old one.
    private List<(string Partition, string Version, long? Rows, string? DataVersion)> Remove(SlicedVersion version, string condition, string? names)
    {
        var query = $"select partition, id, version, rows, data_version from {version.Heads} where id is not null and {condition}";
        var found = names is null ? connection.Query(query) : connection.Query(query, names);
        var update = $"update {version.Heads} set id = null where id is not null and {condition}";
        _ = names is null ? connection.Execute(update) : connection.Execute(update, names);
        new SliceSweeper(store, connection).Drop(version, [.. found.Select(row => ((long)row[1]!, (string)row[2]!))]);
        return [.. found.Select(row => ((string)row[0]!, (string)row[2]!, (long?)row[3], (string?)row[4]))];
    }
}
