using System.Collections.Concurrent;
using Dataplatform.Sdk.DuckDb.Store.Slices;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>
/// Which versions somebody in this process reads. One process owns the file, so this is everybody. Shared by all stores
/// that have the same database open.
/// </summary>
internal sealed class VersionPins
{
    private static readonly ConcurrentDictionary<Guid, VersionPins> ByStore = new();

    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    private readonly HashSet<string> _waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TableIds> _ids = new(StringComparer.Ordinal);

    private VersionPins()
    {
    }

    /// <summary>Held while a head is read and pinned, and while versions that nobody reads are dropped.</summary>
    public Lock Gate { get; } = new();

    public static VersionPins Of(Guid store) => ByStore.GetOrAdd(store, static _ => new VersionPins());

    /// <summary>The ids of a table of a partitioned asset. Called under the gate.</summary>
    public TableIds IdsOf(string relation) => _ids.TryGetValue(relation, out var ids) ? ids : _ids[relation] = new TableIds();

    /// <summary>Forgets a table that was dropped. Called under the gate.</summary>
    public void Forget(string relation) => _ids.Remove(relation);

    /// <summary>Called under the gate.</summary>
    public void Pin(string version) => _counts[version] = _counts.GetValueOrDefault(version) + 1;

    /// <summary>Whether somebody reads a version that is to be dropped; its last reader is told then. Called under the gate.</summary>
    public bool MustWait(string version)
    {
        if (!_counts.ContainsKey(version))
        {
            return false;
        }

        _waiting.Add(version);
        return true;
    }

    /// <summary>Ends one reading.</summary>
    /// <returns>Whether the version was to be dropped and nobody reads it any more.</returns>
    public bool Release(string version)
    {
        lock (Gate)
        {
            if (--_counts[version] > 0)
            {
                return false;
            }

            _counts.Remove(version);
            return _waiting.Remove(version);
        }
    }
}
