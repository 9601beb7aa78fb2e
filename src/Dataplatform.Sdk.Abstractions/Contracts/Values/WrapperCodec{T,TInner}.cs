namespace Dataplatform.Sdk;

/// <summary>The codec of a value under a name of its own.</summary>
internal sealed class WrapperCodec<T, TInner>(ValueCodec<TInner> inner, Func<T, TInner> unwrap, Func<TInner, T> wrap) : ValueCodec<T>
{
    public override ColumnType Type => inner.Type;

    public override IReadOnlyList<string>? AllowedValues => inner.AllowedValues;

    internal override void Write(ReadOnlySpan<T> values, BatchWriter batch, int column, int from)
    {
        using var unwrapped = new Scratch<TInner>(values.Length);
        var span = unwrapped.Span;
        for (var i = 0; i < values.Length; i++)
        {
            span[i] = unwrap(values[i]);
        }

        inner.Write(span, batch, column, from);
    }

    internal override void Read(BatchReader batch, int column, int from, Span<T> values)
    {
        using var unwrapped = new Scratch<TInner>(values.Length);
        var span = unwrapped.Span;
        inner.Read(batch, column, from, span);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = wrap(span[i]);
        }
    }
}
