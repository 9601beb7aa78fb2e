namespace Dataplatform.Sdk.Events;

/// <summary>
/// The log of everything that happened, and what follows from it. Only ever appended to, except by retention. Used by several
/// processes at once; implementations are safe for concurrent use.
/// </summary>
public interface IEventLog : IAsyncDisposable
{
    /// <summary>What people call it: the file's path.</summary>
    string Description { get; }

    /// <summary>Whether there is anything to read. Opening a log that does not exist creates it, so whoever only reads asks first.</summary>
    bool Exists { get; }

    /// <summary>Opens the log, creating what is missing. Called before anything else; a second call does nothing.</summary>
    /// <exception cref="DataplatformException">It is corrupt, of a newer version, or out of reach.</exception>
    ValueTask OpenAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Appends events, all or none; they survive the death of the process once this returns. A materialization whose version
    /// is in the log already is left out.
    /// </summary>
    /// <exception cref="DataplatformException">They cannot be written.</exception>
    ValueTask AppendAsync(IReadOnlyList<RunEvent> events, CancellationToken cancellationToken);

    /// <summary>Events in the order of the log.</summary>
    /// <param name="run">Those of one run only; null for all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<LoggedEvent> ReadAsync(RunId? run, CancellationToken cancellationToken);

    /// <summary>Runs, the latest first.</summary>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    ValueTask<IReadOnlyList<RunRecord>> RunsAsync(int limit, CancellationToken cancellationToken);

    /// <summary>One run; null if the log does not know it.</summary>
    ValueTask<RunRecord?> RunAsync(RunId run, CancellationToken cancellationToken);

    /// <summary>Every asset that the log knows anything about, in the order of the keys.</summary>
    ValueTask<IReadOnlyList<AssetRecord>> AssetsAsync(CancellationToken cancellationToken);

    /// <summary>What the log knows of the partitions of an asset, in the order of series and time; nothing for an asset without partitions.</summary>
    ValueTask<IReadOnlyList<PartitionChunk>> PartitionsAsync(AssetKey key, CancellationToken cancellationToken);

    /// <summary>The keys of a dynamic set of partition keys, in the order in which they were added.</summary>
    ValueTask<IReadOnlyList<string>> PartitionKeysAsync(string set, CancellationToken cancellationToken);

    /// <summary>The first events of backfills, the latest first; what became of each is read by its id.</summary>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    ValueTask<IReadOnlyList<LoggedEvent>> BackfillsAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Throws away what was concluded from the log and concludes it anew.</summary>
    /// <returns>The events that were read.</returns>
    ValueTask<long> RebuildAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Deletes the events and records of ended runs, and what was done to single assets before the last of these events: what was wiped,
    /// rolled back or reported. What all of them say about assets is kept in one event of its own.
    /// </summary>
    /// <param name="runs">The runs; those that are still running are left alone.</param>
    /// <param name="time">When this is done.</param>
    /// <param name="cancellationToken">Ends it; all or nothing is deleted.</param>
    /// <returns>The events that were deleted.</returns>
    ValueTask<long> DeleteAsync(IReadOnlyList<RunId> runs, DateTimeOffset time, CancellationToken cancellationToken);
}
