using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Batches;

/// <summary>A batch that is a DuckDB chunk: codecs write straight into its vectors.</summary>
internal sealed class DuckDbBatchWriter : VectorWriter, IDisposable
{
    private readonly DuckDbDataChunk _chunk;

    public DuckDbBatchWriter(RowSchema schema)
        : base(VectorColumn.Of(schema), new BatchMemory())
    {
        _chunk = DuckDbDataChunk.Create([.. schema.Columns.Select(column => ColumnTypes.ToDuckDb(column.Type))]);
        Begin();
    }

    /// <summary>Bytes of all values written so far whose number or length no schema tells, in all batches.</summary>
    public long VariableBytes => Memory.VariableBytes;

    /// <summary>Sets the number of rows that were written, and gives the chunk to append.</summary>
    public DuckDbDataChunk Complete(int rows)
    {
        _chunk.Count = rows;
        return _chunk;
    }

    /// <summary>Empties the batch.</summary>
    public void Begin()
    {
        _chunk.Reset();
        Memory.Arena.Reset();
        Capacity = DuckDbDataChunk.Capacity;
        for (var i = 0; i < _chunk.ColumnCount; i++)
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
