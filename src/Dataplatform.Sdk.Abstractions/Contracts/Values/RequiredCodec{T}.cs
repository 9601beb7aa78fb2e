namespace Dataplatform.Sdk;

/// <summary>The codec of values that are all there.</summary>
internal abstract class RequiredCodec<T> : ValueCodec<T>
{
    internal sealed override void Write(ReadOnlySpan<T> values, BatchWriter batch, int column, int from)
    {
        if (default(T) is null)
        {
            foreach (var value in values)
            {
                if (value is null)
                {
                    throw NestedFailure.Null();
                }
            }
        }

        WritePresent(values, batch, column, from);
    }

    internal sealed override void Read(BatchReader batch, int column, int from, Span<T> values)
    {
        if (batch.MayHaveNulls(column))
        {
            for (var i = 0; i < values.Length; i++)
            {
                if (batch.IsNull(column, from + i))
                {
                    throw NestedFailure.Missing();
                }
            }
        }

        ReadPresent(batch, column, from, values);
    }

    protected abstract void WritePresent(ReadOnlySpan<T> values, BatchWriter batch, int column, int from);

    protected abstract void ReadPresent(BatchReader batch, int column, int from, Span<T> values);
}
