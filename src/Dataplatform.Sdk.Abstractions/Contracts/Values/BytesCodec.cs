namespace Dataplatform.Sdk;

/// <summary>The codec of byte strings.</summary>
internal sealed class BytesCodec : RequiredCodec<byte[]>
{
    public override ColumnType Type => new(ColumnKind.Bytes);

    protected override void WritePresent(ReadOnlySpan<byte[]> values, BatchWriter batch, int column, int from)
    {
        for (var i = 0; i < values.Length; i++)
        {
            batch.SetBytes(column, from + i, values[i]);
        }
    }

    protected override void ReadPresent(BatchReader batch, int column, int from, Span<byte[]> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = batch.GetBytes(column, from + i);
        }
    }
}
