namespace Dataplatform.Sdk;

/// <summary>The codec of a record within a row: that of its contract, which converts its fields as it does its columns.</summary>
internal sealed class RecordCodec<T> : RequiredCodec<T>
{
    private RowCodec<T>? _rows;

    public override ColumnType Type => ColumnType.Struct(Rows.Schema.Columns);

    // Not asked for before it is needed: while an assembly is loaded, its contracts register in no certain order.
    private RowCodec<T> Rows => _rows ??= RowCodecs.Get<T>();

    protected override void WritePresent(ReadOnlySpan<T> values, BatchWriter batch, int column, int from)
    {
        if (values.Length == 0)
        {
            return;
        }

        try
        {
            Rows.Write(values, BatchWriterSlice.Of(batch.Fields(column), from));
        }
        catch (DataplatformException e) when (e.Path is not null)
        {
            throw NestedFailure.Within(".", e);
        }
    }

    protected override void ReadPresent(BatchReader batch, int column, int from, Span<T> values)
    {
        if (values.Length == 0)
        {
            return;
        }

        try
        {
            Rows.Read(BatchReaderSlice.Of(batch.Fields(column), from), values);
        }
        catch (DataplatformException e) when (e.Path is not null)
        {
            throw NestedFailure.Within(".", e);
        }
    }
}
