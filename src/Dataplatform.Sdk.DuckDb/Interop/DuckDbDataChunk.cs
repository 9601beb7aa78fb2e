namespace Dataplatform.Sdk.DuckDb.Interop;

/// <summary>Up to 2,048 rows in DuckDB's memory, one vector a column.</summary>
internal sealed class DuckDbDataChunk(DataChunkHandle handle) : IDisposable
{
    /// <summary>Rows that a chunk holds.</summary>
    public const int Capacity = 2048;

    public DataChunkHandle Handle => handle;

    public int ColumnCount => (int)DuckDbNative.DataChunkColumnCount(handle);

    /// <summary>The rows in use; a chunk to be filled starts with none.</summary>
    public int Count
    {
        get => (int)DuckDbNative.DataChunkSize(handle);
        set => DuckDbNative.SetDataChunkSize(handle, (ulong)value);
    }

    /// <summary>An empty chunk to be filled.</summary>
    public static DuckDbDataChunk Create(IReadOnlyList<DuckDbType> types)
    {
        using var handles = new LogicalTypes(types);
        return new DuckDbDataChunk(DuckDbNative.CreateDataChunk(handles.Pointers, (ulong)types.Count));
    }

    /// <summary>A column. Valid until the chunk is reset or disposed.</summary>
    public DuckDbVector Vector(int column) => new(VectorHandle(column));

    /// <summary>The native form of a column. Valid until the chunk is reset or disposed.</summary>
    public nint VectorHandle(int column) => DuckDbNative.DataChunkVector(handle, (ulong)column);

    /// <summary>Empties the chunk for the next rows; vectors must be asked for again.</summary>
    public void Reset() => DuckDbNative.ResetDataChunk(handle);

    public void Dispose() => handle.Dispose();
}
