namespace Dataplatform.Sdk.DuckDb.Store.Slices;

/// <summary>
/// The ids of one table that this process hands out, is writing, and reads. One process owns the file, so this is everybody. Everything here is
/// called under the gate of <see cref="VersionPins"/>.
/// </summary>
internal sealed class TableIds
{
    private readonly HashSet<long> _inFlight = [];
    private readonly HashSet<PinnedIds> _readers = [];
    private readonly HashSet<long> _waiting = [];

    /// <summary>The last id that was handed out.</summary>
    public long Last { get; private set; }

    /// <summary>The ids of stages whose transaction is not over: their rows may appear at any moment.</summary>
    public IReadOnlyCollection<long> InFlight => _inFlight;

    /// <summary>How often the table's columns were altered: what was known of them before is to be asked again.</summary>
    public int Alterations { get; set; }

    /// <summary>Says which ids a database has. Copies of a database have one identity, so it is not asked for only once.</summary>
    public void Raise(long lastInDatabase) => Last = Math.Max(Last, lastInDatabase);

    /// <summary>Hands out ids, one after the other.</summary>
    /// <param name="count">How many.</param>
    /// <returns>The first.</returns>
    public long Take(int count)
    {
        var first = Last + 1;
        Last += count;
        for (var id = first; id <= Last; id++)
        {
            _inFlight.Add(id);
        }

        return first;
    }

    /// <summary>Says that the transaction of a stage is over, either way.</summary>
    public void Settle(long first, int count)
    {
        for (var id = first; id < first + count; id++)
        {
            _inFlight.Remove(id);
        }
    }

    public void Pin(PinnedIds reader) => _readers.Add(reader);

    /// <summary>Whether somebody reads rows that are to be deleted; their last reader is told then.</summary>
    public bool MustWait(long id)
    {
        if (!_readers.Any(reader => reader.Ids.Contains(id)))
        {
            return false;
        }

        _waiting.Add(id);
        return true;
    }

    /// <summary>Ends one reading.</summary>
    /// <returns>Whether there are rows to be deleted that nobody reads any more.</returns>
    public bool Release(PinnedIds reader)
    {
        _readers.Remove(reader);
        return _waiting.RemoveWhere(id => !_readers.Any(other => other.Ids.Contains(id))) > 0;
    }
}
