namespace Dataplatform.Sdk;

/// <summary>The codec of values that may be missing.</summary>
internal sealed class NullableCodec<T>(ValueCodec<T> inner) : ValueCodec<T?>
    where T : struct
{
    public override ColumnType Type => inner.Type;

    public override bool IsNullable => true;

    public override IReadOnlyList<string>? AllowedValues => inner.AllowedValues;

    internal override void Write(ReadOnlySpan<T?> values, BatchWriter batch, int column, int from)
    {
        using var present = new Scratch<T>(values.Length);
        foreach (var (start, length) in PresentRuns.In(values, static value => !value.HasValue, batch, column, from))
        {
            for (var i = 0; i < length; i++)
            {
                present.Span[i] = values[start + i].GetValueOrDefault();
            }

            inner.Write(present.Span[..length], batch, column, from + start);
        }
    }

    internal override void Read(BatchReader batch, int column, int from, Span<T?> values)
    {
        using var present = new Scratch<T>(values.Length);
        values.Clear();
        foreach (var (start, length) in PresentRuns.In(batch, column, from, values.Length))
        {
            inner.Read(batch, column, from + start, present.Span[..length]);
            for (var i = 0; i < length; i++)
            {
                values[start + i] = present.Span[i];
            }
        }
    }
}
