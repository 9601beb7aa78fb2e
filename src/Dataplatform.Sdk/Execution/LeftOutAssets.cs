using System.Collections.Immutable;

namespace Dataplatform.Sdk.Execution;

/// <summary>
/// The optional assets that their methods left out in this run. Their last version stays published, but a reader in the same
/// run must not take it for today's.
/// </summary>
internal sealed class LeftOutAssets
{
    private ImmutableHashSet<AssetKey> _keys = [];

    public void Add(AssetKey key) => ImmutableInterlocked.Update(ref _keys, static (keys, added) => keys.Add(added), key);

    public bool Contains(AssetKey key) => Volatile.Read(ref _keys).Contains(key);
}
