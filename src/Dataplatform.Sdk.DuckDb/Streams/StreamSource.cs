namespace Dataplatform.Sdk.DuckDb.Streams;

/// <summary>A C# stream that queries read, anew for each scan.</summary>
internal abstract class StreamSource(StreamSet set)
{
    private int _bound;

    /// <summary>How often queries have named it so far; each time is a scan of its own when the query runs.</summary>
    public int TimesBound => Volatile.Read(ref _bound);

    /// <summary>The columns.</summary>
    public abstract RowSchema Schema { get; }

    protected StreamSet Set => set;

    /// <summary>Notes that a query names it.</summary>
    public void Bound() => Interlocked.Increment(ref _bound);

    /// <summary>Begins a scan of some columns, by their ordinals.</summary>
    public abstract StreamScan Begin(IReadOnlyList<int> columns);
}
