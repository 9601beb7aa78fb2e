namespace Dataplatform.Sdk;

/// <summary>The codec of texts, and of values that are kept as text.</summary>
internal sealed class TextCodec<T>(Func<T, string> toText, Func<string, T> fromText, IReadOnlyList<string>? allowedValues) : RequiredCodec<T>
{
    public override ColumnType Type => new(ColumnKind.Text);

    public override IReadOnlyList<string>? AllowedValues => allowedValues;

    protected override void WritePresent(ReadOnlySpan<T> values, BatchWriter batch, int column, int from)
    {
        for (var i = 0; i < values.Length; i++)
        {
            batch.SetText(column, from + i, toText(values[i]));
        }
    }

    protected override void ReadPresent(BatchReader batch, int column, int from, Span<T> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = fromText(batch.GetText(column, from + i));
        }
    }
}
