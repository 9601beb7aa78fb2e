namespace Dataplatform.Sdk;

/// <summary>The codec of values that a batch holds in another form of fixed width.</summary>
internal sealed class HeldCodec<T, THeld>(ColumnType type, Func<T, THeld> encode, Func<THeld, T> decode) : RequiredCodec<T>
    where THeld : unmanaged
{
    public override ColumnType Type => type;

    protected override void WritePresent(ReadOnlySpan<T> values, BatchWriter batch, int column, int from)
    {
        var held = batch.Values<THeld>(column)[from..];
        for (var i = 0; i < values.Length; i++)
        {
            held[i] = encode(values[i]);
        }
    }

    protected override void ReadPresent(BatchReader batch, int column, int from, Span<T> values)
    {
        var held = batch.Values<THeld>(column)[from..];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = decode(held[i]);
        }
    }
}
