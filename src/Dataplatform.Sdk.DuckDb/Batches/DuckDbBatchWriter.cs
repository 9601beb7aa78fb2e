using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Batches;

/// <summary>A batch that is a DuckDB chunk: codecs write straight into its vectors.</summary>
internal sealed class DuckDbBatchWriter : VectorWriter, IDisposable
{
    private readonly DuckDbDataChunk _chunk;
    private readonly int _columns;
    private readonly ConstantColumn? _constant;

    /// <summary>A batch of a contract's columns.</summary>
    /// <param name="schema">The contract.</param>
    /// <param name="constant">A column behind them that codecs do not see; null for none.</param>
    public DuckDbBatchWriter(RowSchema schema, ConstantColumn? constant = null)
        : base(VectorColumn.Of(schema), new BatchMemory())
    {
        (_columns, _constant) = (schema.Columns.Count, constant);
        var types = schema.Columns.Select(column => ColumnTypes.ToDuckDb(column.Type));
        _chunk = DuckDbDataChunk.Create([.. constant is null ? types : types.Append(DuckDbType.Of(DuckDbTypeId.BigInt))]);
        Begin();
    }

    /// <summary>Bytes of all values written so far whose number or length no schema tells, in all batches.</summary>
    public long VariableBytes => Memory.VariableBytes;

    /// <summary>Sets the number of rows that were written, and gives the chunk to append.</summary>
    public DuckDbDataChunk Complete(int rows)
    {
        _chunk.Count = rows;
        if (_constant is not null)
        {
            _chunk.Vector(_columns).Values<long>(rows).Fill(_constant.Value);
        }

        return _chunk;
    }

    /// <summary>Empties the batch.</summary>
    public void Begin()
    {
        _chunk.Reset();
        Memory.Arena.Reset();
        Capacity = DuckDbDataChunk.Capacity;
        for (var i = 0; i < _columns; i++)
        {
            Attach(i, _chunk.VectorHandle(i), isEmpty: true);
        }
    }

    public void Dispose()
    {
        _chunk.Dispose();
        Memory.Dispose();
    }
}
