using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store.Slices;

/// <summary>
/// Publishes staged partitions, within the transaction of a <see cref="Publication"/> and under the gate: their heads take the ids of the stage, and
/// what they had before goes. Partitions that are not staged are not touched, nor is the public name, which shows what the heads say.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="scope">The step that publishes.</param>
/// <param name="connection">The connection, in the transaction.</param>
internal sealed class SlicePublication(OpenStore store, StepScope scope, DuckDbConnection connection)
{
    private readonly DateTimeOffset _now = store.Clock.GetUtcNow();

    /// <summary>Publishes the partitions of one stage.</summary>
    /// <exception cref="DataplatformException">A newer attempt has published one of them, or the asset as a whole.</exception>
    /// <param name="asset">The stage, as its session gave it.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="dropOld">Whether what is replaced is deleted now.</param>
    public void Publish(StagedAsset asset, StageRow stage, bool dropOld)
    {
        var slice = stage.Slice!;
        var head = Head(asset);
        if (head is null or [.., > 0L])
        {
            ThrowIfRevoked(asset, slice.Partitions);
        }

        if (head is null || (string)head[0]! != slice.Into.Version)
        {
            Swap(asset, slice.Into, dropOld);
            head = null;
        }
        else if (head is [_, long fence, true, ..] && fence > asset.Fence)
        {
            throw StoreErrors.RolledBack(asset.Key);
        }

        var replaced = Replaced(slice, stage.Version);
        if (replaced.Find(old => old.Fence > asset.Fence) is { } newer)
        {
            throw SliceErrors.NewerAttempt(asset.Key, new(newer.Partition), newer.Run);
        }

        var all = head is [_, _, _, var partitions, var rows, var content, _] ? AllPartitions.Parse((long?)partitions, (long?)rows, (string?)content) : default;
        all = replaced.Where(old => old.Id is not null).Aggregate(all, (sum, old) => sum.Without(old.Partition, old.Version, old.DataVersion, old.Rows));
        all = slice.Partitions.Aggregate(all, (sum, staged) => sum.With(staged.Key.Text, stage.Version, staged.DataVersion, staged.Rows));
        MoveHeads(slice, stage, asset.Fence, isKnown: replaced.Count > 0);
        Note(slice.Into, stage.Version, all);
        new SliceSweeper(store, connection).Drop(slice.Into, [.. replaced.Where(old => old.Id is not null).Select(old => (old.Id!.Value, old.Version))], later: !dropOld);
        Show(slice.Into);
    }

    /// <summary>Whether a stage is published, after the commit.</summary>
    public bool IsDone(StageRow stage) =>
        connection.Query($"select 1 from {StoreLayout.Schema}.slices where version = $1 and partition is not null limit 1", stage.Version).Count == 0;

    /// <summary>Lets the columns be shown anew if the transaction comes to nothing.</summary>
    public void Forget(StageRow stage) => store.Tables.TryRemove(stage.Slice!.Into.Relation, out _);

    /// <summary>Whether a partition of a version was published by a newer attempt than one that replaces them all.</summary>
    public static void ThrowIfNewer(DuckDbConnection connection, StagedAsset asset, string relation)
    {
        if (connection.Query($"select partition, run_id from {SlicedVersion.HeadsOf(relation)} where fence > $1 limit 1", asset.Fence) is [[string partition, var run]])
        {
            throw SliceErrors.NewerAttempt(asset.Key, new(partition), run);
        }
    }

    /// <summary>The key under which a partition is revoked; keys of assets have no such sign.</summary>
    private static string RevocationOf(AssetKey key, PartitionKey partition) => $"{key.Path}|{partition.Text}";

    /// <summary>Keeps sessions that have begun from publishing partitions. Under the gate, so that none publishes at the same moment.</summary>
    public static bool Revoke(OpenStore store, DuckDbConnection connection, AssetKey key, IReadOnlyList<PartitionKey> partitions)
    {
        lock (store.Pins.Gate)
        {
            var fence = store.Fences.Next(connection);
            return Transaction.Run(connection, () =>
            {
                foreach (var partition in partitions)
                {
                    Publication.Revoke(connection, RevocationOf(key, partition), fence);
                }

                return true;
            });
        }
    }

    // The version that is published, its fence, whether it was rolled back to, what its partitions amount to, and how much is revoked; null if
    // nothing is published.
    private object?[]? Head(StagedAsset asset) => connection.Query(
        $"""
        select h.version, h.fence, v.restored_at is not null, v.partitions, v.rows, v.data_version, (select count(*) from {StoreLayout.Schema}.revocations)
        from {StoreLayout.Schema}.heads h join {StoreLayout.Schema}.versions v using (version) where h.key = $1
        """,
        asset.Key.Path) is [var head] ? head : null;

    private void ThrowIfRevoked(StagedAsset asset, IReadOnlyList<StagedPartition> partitions)
    {
        var revoked = connection.Query(
            $"select key, fence from {StoreLayout.Schema}.revocations where key = $1 or starts_with(key, $1 || '|')", asset.Key.Path).ToDictionary(row => (string)row[0]!, row => (long)row[1]!, StringComparer.Ordinal);
        if (revoked.GetValueOrDefault(asset.Key.Path) > asset.Fence)
        {
            throw StoreErrors.Revoked(asset.Key);
        }

        foreach (var partition in partitions)
        {
            var key = RevocationOf(asset.Key, partition.Key);
            if (revoked.GetValueOrDefault(key) > asset.Fence)
            {
                throw SliceErrors.Revoked(asset.Key, partition.Key);
            }

            if (revoked.ContainsKey(key))
            {
                // From now on the partition's head has a greater fence.
                connection.Execute($"delete from {StoreLayout.Schema}.revocations where key = $1", key);
            }
        }
    }

    // The version becomes the published one with its first partition. One that was published before, or was dropped, does not come back.
    private void Swap(StagedAsset asset, SlicedVersion version, bool dropOld)
    {
        if (connection.Query($"select 1 from {StoreLayout.Schema}.versions where version = $1 and published_at is null and owner = $2::uuid", version.Version, OpenStore.Owner).Count == 0)
        {
            throw SliceErrors.Replaced(asset.Key);
        }

        var whole = asset with { Version = version.Version };
        Publication.MoveHead(connection, whole, keepRevocation: true);
        connection.Execute($"update {StoreLayout.Schema}.versions set fence = $2 where version = $1", version.Version, asset.Fence);
        if (dropOld)
        {
            new VersionSweeper(store, connection).DropReplaced(whole, based: null);
        }
    }

    private List<ReplacedPartition> Replaced(StagedSlice slice, string version)
    {
        // A single key is found by the index of the heads, several by one scan.
        var (condition, value) = slice.Partitions is [var single]
            ? ("partition = $1", single.Key.Text)
            : ($"partition in (select partition from {StoreLayout.Schema}.slices where version = $1)", version);
        return [.. connection.Query($"select partition, id, version, fence, rows, data_version, run_id from {slice.Into.Heads} where {condition}", value)
            .Select(row => new ReplacedPartition((string)row[0]!, (long?)row[1], (string)row[2]!, (long)row[3]!, (long?)row[4], (string?)row[5], (string)row[6]!))];
    }

    private void MoveHeads(StagedSlice slice, StageRow stage, long fence, bool isKnown)
    {
        if (slice.Partitions is [var single])
        {
            // Written out, because a statement with a conflict clause takes several times as long to plan.
            var write = isKnown
                ? $"update {slice.Into.Heads} set id = $2, version = $3, fence = $4, rows = $5, data_version = $6, run_id = $7, published_at = $8 where partition = $1"
                : $"insert into {slice.Into.Heads} values ($1, $2, $3, $4, $5, $6, $7, $8)";
            connection.Execute(write, single.Key.Text, slice.First, stage.Version, fence, single.Rows, single.DataVersion, scope.RunId.Value, _now);
        }
        else
        {
            connection.Execute(
                $"""
                insert into {slice.Into.Heads} select partition, id, version, $2, rows, data_version, $3, $4 from {StoreLayout.Schema}.slices where version = $1
                on conflict (partition) do update set
                    id = excluded.id, version = excluded.version, fence = excluded.fence, rows = excluded.rows,
                    data_version = excluded.data_version, run_id = excluded.run_id, published_at = excluded.published_at
                """,
                stage.Version, fence, scope.RunId.Value, _now);
        }

        connection.Execute($"delete from {StoreLayout.Schema}.slices where version = $1", stage.Version);
    }

    private void Note(SlicedVersion version, string last, AllPartitions all) => connection.Execute(
        $"""
        update {StoreLayout.Schema}.versions set
            last_version = $2, partitions = $3, rows = $4, data_version = $5, run_id = $6, step = $7, attempt = $8, published_at = $9
        where version = $1
        """,
        version.Version, last, all.Partitions, version.HasRows ? all.Rows : null, all.ContentText, scope.RunId.Value, scope.Step, scope.Attempt, _now);

    private void Show(SlicedVersion version)
    {
        var known = new SlicedVersions(store, connection).Know(version);
        if (!known.IsShown)
        {
            Publication.SwapPublicName(connection, version.Key, version.HasRows ? version.Published(connection) : null);
            known.Shown();
        }
    }

    private sealed record ReplacedPartition(string Partition, long? Id, string Version, long Fence, long? Rows, string? DataVersion, string Run);
}
