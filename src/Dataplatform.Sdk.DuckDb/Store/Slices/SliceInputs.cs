using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store.Slices;

/// <summary>The partitions that a session reads, pinned until it ends, and the versions into which it stages.</summary>
/// <param name="store">The store.</param>
internal sealed class SliceInputs(OpenStore store)
{
    private readonly List<PinnedIds> _pinned = [];
    private readonly Dictionary<string, Dictionary<PartitionKey, PublishedPartition>> _partitions = new(StringComparer.Ordinal);
    private readonly Dictionary<SlicedVersion, bool> _held = [];

    /// <summary>Pins partitions of a version that is pinned itself. Called under the gate.</summary>
    /// <param name="connection">Reads the heads.</param>
    /// <param name="version">The version.</param>
    /// <param name="partitions">Which ones; null for all.</param>
    /// <returns>Their rows, for behind <c>from</c>.</returns>
    public string Pin(DuckDbConnection connection, SlicedVersion version, IReadOnlyList<PartitionKey>? partitions)
    {
        var known = new SlicedVersions(store, connection).Know(version);
        var ids = partitions is null ? All(connection, version) : Named(connection, version, partitions);
        var pinned = new PinnedIds(version.Relation, ids);
        known.Ids.Pin(pinned);
        _pinned.Add(pinned);
        return ids.Select(version.Rows, version.Columns(connection));
    }

    /// <summary>The partitions of an asset that were pinned by name.</summary>
    public IReadOnlyList<PublishedPartition> Partitions(AssetKey key) => _partitions.TryGetValue(key.Path, out var partitions) ? [.. partitions.Values.OrderBy(partition => partition.Key)] : [];

    /// <summary>Keeps a version from being dropped while the session stages partitions into it. Called under the gate.</summary>
    public void Hold(SlicedVersion version)
    {
        if (_held.TryAdd(version, false))
        {
            store.Pins.Pin(version.Version);
        }
    }

    /// <summary>Says that a version into which the session has staged is published, and so need not be looked after when the session ends.</summary>
    public void Published(SlicedVersion version) => _held[version] = true;

    /// <summary>Ends everything.</summary>
    public ReleasedSlices Release()
    {
        lock (store.Pins.Gate)
        {
            var relations = _pinned.Where(pinned => store.Pins.IdsOf(pinned.Relation).Release(pinned)).Select(pinned => pinned.Relation).Distinct().ToList();
            var unpublished = _held.Where(held => !held.Value).Select(held => held.Key).ToList();
            var keys = _held.Keys.Where(version => store.Pins.Release(version.Version)).Select(version => version.Key.Path).Distinct().ToList();
            _pinned.Clear();
            _held.Clear();
            return new(keys, relations, unpublished);
        }
    }

    // What the heads name and nothing else: concluding it from what is staged or was replaced has been wrong once in some hundred
    // publications beside a reader.
    private static IdRanges All(DuckDbConnection connection, SlicedVersion version) =>
        IdRanges.Of(connection.Query($"select id from {version.Heads} where id is not null").Select(row => (long)row[0]!));

    private IdRanges Named(DuckDbConnection connection, SlicedVersion version, IReadOnlyList<PartitionKey> partitions)
    {
        var found = PublishedPartitions.Read(connection, version, partitions);
        var pinned = _partitions.TryGetValue(version.Key.Path, out var before) ? before : _partitions[version.Key.Path] = [];
        foreach (var (partition, _) in found)
        {
            pinned.TryAdd(partition.Key, partition);
        }

        return IdRanges.Of(found.Select(partition => partition.Id));
    }
}
