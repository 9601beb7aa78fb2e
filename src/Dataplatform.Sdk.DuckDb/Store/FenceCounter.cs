using System.Collections.Concurrent;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>
/// Hands out fences. One process owns the file, so they are counted in memory, within blocks that the database has given: asking it for
/// each would be a commit for each. What was handed out in an earlier process is of an earlier block, so it is less.
/// </summary>
/// <param name="id">The identity of the store.</param>
internal sealed class FenceCounter(Guid id)
{
    private const long Block = 1_000;

    // The last fence of each database, whichever of the stores that have it open gave it.
    private static readonly ConcurrentDictionary<Guid, LastFence> Last = new();

    private long _end;

    /// <summary>The next fence: greater than all before.</summary>
    public long Next(DuckDbConnection connection)
    {
        var last = Last.GetOrAdd(id, static _ => new LastFence());
        lock (last)
        {
            // Only from this store's own blocks: copies of a database have one identity, but each has its own sequence.
            while (last.Fence + 1 >= _end)
            {
                var first = (long)connection.Query($"select nextval('{StoreLayout.Schema}.fences')")[0][0]! * Block;
                last.Fence = Math.Max(last.Fence, first);
                _end = first + Block;
            }

            return ++last.Fence;
        }
    }

    private sealed class LastFence
    {
        public long Fence { get; set; }
    }
}
