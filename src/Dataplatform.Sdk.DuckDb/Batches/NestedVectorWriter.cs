using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Store;

namespace Dataplatform.Sdk.DuckDb.Batches;

/// <summary>The vectors within a nested column.</summary>
internal sealed class NestedVectorWriter(VectorColumn outer, BatchMemory memory) : VectorWriter(outer.Within(), memory)
{
    private readonly long _itemBytes = outer.Type.Fields.Sum(field => TableSize.FixedBytes(field.Type));
    private int _count;

    /// <summary>Forgets the items of a list.</summary>
    public void Clear() => _count = 0;

    /// <summary>Writes into the fields of a struct from now on.</summary>
    public void AttachFields(nint vector, int capacity, bool isEmpty)
    {
        Capacity = capacity;
        for (var i = 0; i < outer.Type.Fields.Count; i++)
        {
            Attach(i, DuckDbNative.StructVectorChild(vector, (ulong)i), isEmpty);
        }
    }

    /// <summary>Makes room for more items of a list or map.</summary>
    /// <returns>The row of the first of them.</returns>
    public int Grow(nint vector, int count)
    {
        var first = _count;
        var size = checked(first + count);
        if (DuckDbNative.ReserveListVector(vector, (ulong)size) != 0 || DuckDbNative.SetListVectorSize(vector, (ulong)size) != 0)
        {
            throw new DataplatformException($"There is no room for {size:N0} values of column '{outer.Path}' ('{outer.Member}') in one batch. Split its lists over more rows.");
        }

        Memory.VariableBytes += _itemBytes * count;
        Capacity = size;
        _count = size;

        // The memory may have moved, that of fields within the items too.
        var child = DuckDbNative.ListVectorChild(vector);
        if (outer.Type.Kind == ColumnKind.Map)
        {
            AttachFields(child, size, first == 0);
        }
        else
        {
            Attach(0, child, first == 0);
        }

        return first;
    }

    /// <summary>Marks all fields of a row as missing.</summary>
    public new void SetNull(int row) => base.SetNull(row);
}
