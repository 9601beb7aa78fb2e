namespace Dataplatform.Sdk.DuckDb.Streams;

/// <summary>A C# stream that queries read, anew for each scan.</summary>
internal abstract class StreamSource(StreamSet set)
{
    /// <summary>The columns.</summary>
    public abstract RowSchema Schema { get; }

    protected StreamSet Set => set;

    /// <summary>Begins a scan of some columns, by their ordinals.</summary>
    public abstract StreamScan Begin(IReadOnlyList<int> columns);
}
