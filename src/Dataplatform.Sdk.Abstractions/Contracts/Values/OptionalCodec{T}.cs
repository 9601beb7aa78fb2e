namespace Dataplatform.Sdk;

/// <summary>The codec of objects that may be missing.</summary>
internal sealed class OptionalCodec<T>(ValueCodec<T> inner) : ValueCodec<T?>
    where T : class
{
    public override ColumnType Type => inner.Type;

    public override bool IsNullable => true;

    public override IReadOnlyList<string>? AllowedValues => inner.AllowedValues;

    internal override void Write(ReadOnlySpan<T?> values, BatchWriter batch, int column, int from)
    {
        foreach (var (start, length) in PresentRuns.In(values, static value => value is null, batch, column, from))
        {
            inner.Write(values.Slice(start, length)!, batch, column, from + start);
        }
    }

    internal override void Read(BatchReader batch, int column, int from, Span<T?> values)
    {
        values.Clear();
        foreach (var (start, length) in PresentRuns.In(batch, column, from, values.Length))
        {
            inner.Read(batch, column, from + start, values.Slice(start, length)!);
        }
    }
}
