namespace Dataplatform.Sdk;

/// <summary>The codec of values that a batch holds as they are.</summary>
internal sealed class SameCodec<T>(ColumnKind kind) : RequiredCodec<T>
    where T : unmanaged
{
    public override ColumnType Type => new(kind);

    protected override void WritePresent(ReadOnlySpan<T> values, BatchWriter batch, int column, int from) =>
        values.CopyTo(batch.Values<T>(column)[from..]);

    protected override void ReadPresent(BatchReader batch, int column, int from, Span<T> values) =>
        batch.Values<T>(column).Slice(from, values.Length).CopyTo(values);
}
