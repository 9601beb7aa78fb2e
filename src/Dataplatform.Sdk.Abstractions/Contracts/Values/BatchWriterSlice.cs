namespace Dataplatform.Sdk;

/// <summary>A batch from one of its rows on.</summary>
internal sealed class BatchWriterSlice : BatchWriter
{
    private readonly BatchWriter _batch;
    private readonly int _from;

    private BatchWriterSlice(BatchWriter batch, int from) => (_batch, _from) = (batch, from);

    public static BatchWriter Of(BatchWriter batch, int from) => from == 0 ? batch : new BatchWriterSlice(batch, from);

    public override Span<TValue> Values<TValue>(int column) => _batch.Values<TValue>(column)[_from..];

    public override void SetNull(int column, int row) => _batch.SetNull(column, _from + row);

    public override void SetText(int column, int row, ReadOnlySpan<char> value) => _batch.SetText(column, _from + row, value);

    public override void SetBytes(int column, int row, ReadOnlySpan<byte> value) => _batch.SetBytes(column, _from + row, value);

    public override BatchWriter Fields(int column) => Of(_batch.Fields(column), _from);

    public override BatchWriter Items(int column, int count, out int first) => _batch.Items(column, count, out first);
}
