namespace Dataplatform.Sdk.DuckDb.Streams;

/// <summary>A C# stream of a contract.</summary>
internal sealed class StreamSource<T>(StreamSet set, RowCodec<T> codec, IAsyncEnumerable<T> rows) : StreamSource(set)
{
    public override RowSchema Schema => codec.Schema;

    public override StreamScan Begin(IReadOnlyList<int> columns)
    {
        var scan = new StreamScan<T>(Set, columns, codec, rows);
        Set.Opened(scan);
        return scan;
    }
}
