using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Dataplatform.Sdk.Events;

/// <summary>
/// Concludes from events what is known of partitions. It is given the chunks that are known and remembers those that events have changed.
/// </summary>
/// <param name="find">Gives a chunk as it is known so far; null for nothing.</param>
public sealed class PartitionFold(Func<AssetKey, string, long, PartitionChunk?> find)
{
    private readonly Dictionary<(AssetKey Asset, string Series, long Number), SortedList<long, PartitionEntry>> _chunks = [];

    /// <summary>Assets of which everything was removed; what <see cref="Changed"/> says of them came later.</summary>
    public ISet<AssetKey> Wiped { get; } = new HashSet<AssetKey>();

    /// <summary>The chunks that events have said something about.</summary>
    public IEnumerable<PartitionChunk> Changed => _chunks.Select(pair => new PartitionChunk(pair.Key.Asset, pair.Key.Series, pair.Key.Number) { Entries = [.. pair.Value.Values] });

    /// <summary>The partitions of assets that an event says something about.</summary>
    public static IEnumerable<(AssetKey Asset, PartitionPlace Place)> PlacesOf(RunEvent runEvent) => runEvent switch
    {
        RunEvent.StepStarted started => started.Assets.SelectMany(_ => started.Partitions, (asset, place) => (asset, place)),
        RunEvent.AssetMaterialized done => done.Partitions.Select(partition => (done.Key, partition.Place)),
        RunEvent.AssetFailed failed => failed.Partitions.Select(place => (failed.Key, place)),
        RunEvent.AssetObserved seen => seen.Partitions.Select(partition => (seen.Key, partition.Place)),
        RunEvent.AssetReported told => told.Partitions.Select(partition => (told.Key, partition.Place)),
        _ => [],
    };

    /// <summary>Takes in an event.</summary>
    public void Apply(LoggedEvent logged)
    {
        ArgumentNullException.ThrowIfNull(logged);
        var position = logged.Position;
        switch (logged.Event)
        {
            case RunEvent.StepStarted { Partitions.Count: > 0 } started:
                foreach (var (asset, place) in PlacesOf(started))
                {
                    Change(asset, place, entry => position > entry.Begun ? entry with { Begun = position } : entry);
                }

                break;

            case RunEvent.AssetMaterialized { Partitions.Count: > 0 } done:
                var code = Hash(done.CodeVersion);
                var inputs = HashOf(done.Inputs);
                foreach (var partition in done.Partitions)
                {
                    Change(done.Key, partition.Place, entry => Materialized(entry, position, Hash(partition.DataVersion), code, inputs));
                }

                break;

            case RunEvent.AssetObserved { Partitions.Count: > 0 } seen:
                Observe(seen.Key, seen.Partitions, position);
                break;

            case RunEvent.AssetReported { Partitions.Count: > 0 } told:
                Observe(told.Key, told.Partitions, position);
                break;

            case RunEvent.AssetFailed { Partitions.Count: > 0 } failed:
                foreach (var place in failed.Partitions)
                {
                    Change(failed.Key, place, entry => position > entry.Failed ? entry with { Failed = position } : entry);
                }

                break;

            case RunEvent.AssetWiped wiped:
                Wiped.Add(wiped.Key);
                foreach (var chunk in _chunks.Keys.Where(chunk => chunk.Asset == wiped.Key).ToList())
                {
                    _chunks.Remove(chunk);
                }

                break;

            case RunEvent.RetentionApplied retention:
                foreach (var kept in retention.Partitions)
                {
                    foreach (var entry in kept.Entries)
                    {
                        var entries = Chunk(kept.Asset, kept.Series, kept.Number);
                        entries[entry.Start] = entries.TryGetValue(entry.Start, out var known) ? known.Or(entry) : entry;
                    }
                }

                break;
        }
    }

    /// <summary>What a version, of data or of code, is known by in an entry.</summary>
    public static ulong Hash(string? version)
    {
        if (version is null)
        {
            return 0;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(version), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash) | 1;
    }

    /// <summary>What inputs are known by in an entry: 0 if there are none.</summary>
    public static ulong HashOf(IReadOnlyList<InputVersion> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return inputs.Count == 0 ? 0 : Hash(string.Join('\n', inputs.OrderBy(input => input.Key).Select(input => $"{input.Key} {input.DataVersion ?? input.Version}")));
    }

    private static PartitionEntry Materialized(PartitionEntry entry, long position, ulong data, ulong code, ulong inputs) => position <= entry.Materialized ? entry : entry with
    {
        Materialized = position,
        AsOf = entry.Begun > entry.Materialized && entry.Begun < position ? entry.Begun : position,
        Changed = entry.IsMaterialized && data != 0 && data == entry.Data ? entry.Changed : position,
        Data = data,
        Code = code,
        Inputs = inputs,
    };

    // An external partition has no code and no inputs: it is there, and its data is another one or not.
    private void Observe(AssetKey asset, IReadOnlyList<MaterializedPartition> partitions, long position)
    {
        foreach (var partition in partitions)
        {
            Change(asset, partition.Place, entry => Materialized(entry, position, Hash(partition.DataVersion), code: 0, inputs: 0));
        }
    }

    private void Change(AssetKey asset, PartitionPlace place, Func<PartitionEntry, PartitionEntry> change)
    {
        var entries = Chunk(asset, place.Series, PartitionChunk.NumberOf(place.Start));
        var start = place.Start ?? 0;
        entries[start] = change(entries.TryGetValue(start, out var known) ? known : new PartitionEntry(start));
    }

    private SortedList<long, PartitionEntry> Chunk(AssetKey asset, string series, long number)
    {
        if (!_chunks.TryGetValue((asset, series, number), out var entries))
        {
            var known = Wiped.Contains(asset) ? [] : find(asset, series, number)?.Entries ?? [];
            entries = new SortedList<long, PartitionEntry>(known.Count + 8);
            foreach (var entry in known)
            {
                entries.Add(entry.Start, entry);
            }

            _chunks.Add((asset, series, number), entries);
        }

        return entries;
    }
}
