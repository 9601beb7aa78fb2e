namespace Dataplatform.Sdk;

/// <summary>A batch from one of its rows on.</summary>
internal sealed class BatchReaderSlice : BatchReader
{
    private readonly BatchReader _batch;
    private readonly int _from;

    private BatchReaderSlice(BatchReader batch, int from) => (_batch, _from) = (batch, from);

    public override int Count => _batch.Count - _from;

    public static BatchReader Of(BatchReader batch, int from) => from == 0 ? batch : new BatchReaderSlice(batch, from);

    public override ReadOnlySpan<TValue> Values<TValue>(int column) => _batch.Values<TValue>(column)[_from..];

    public override bool MayHaveNulls(int column) => _batch.MayHaveNulls(column);

    public override bool IsNull(int column, int row) => _batch.IsNull(column, _from + row);

    public override string GetText(int column, int row) => _batch.GetText(column, _from + row);

    public override byte[] GetBytes(int column, int row) => _batch.GetBytes(column, _from + row);

    public override BatchReader Fields(int column) => Of(_batch.Fields(column), _from);

    public override BatchReader Items(int column) => _batch.Items(column);
}
