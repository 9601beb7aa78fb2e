using System.Runtime.CompilerServices;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Data;

/// <summary>A column of the chunk that a reader is at, and for a nested one the columns that it is made of.</summary>
internal sealed unsafe class ColumnCells
{
    private nint _data;
    private ulong* _validity;

    /// <summary>A column that is only described.</summary>
    public ColumnCells(DuckDbColumn column)
    {
        Name = column.Name;
        Type = column.Type;
    }

    private ColumnCells(string name, LogicalTypeHandle type)
        : this(new DuckDbColumn(name, DuckDbType.From(type)))
    {
        switch (Type.Id)
        {
            case DuckDbTypeId.Enum:
                Names = [.. Enumerable.Range(0, (int)DuckDbNative.EnumDictionarySize(type)).Select(i => NativeText.Take(DuckDbNative.EnumDictionaryValue(type, (ulong)i)))];
                break;
            case DuckDbTypeId.List:
                Children = [Child(name, DuckDbNative.ListChildType(type))];
                break;
            case DuckDbTypeId.Array:
                Length = (int)DuckDbNative.ArraySize(type);
                Children = [Child(name, DuckDbNative.ArrayChildType(type))];
                break;
            case DuckDbTypeId.Map:
                Children = [Child(name, DuckDbNative.MapKeyType(type)), Child(name, DuckDbNative.MapValueType(type))];
                break;
            case DuckDbTypeId.Struct:
                var fields = (int)DuckDbNative.StructChildCount(type);
                Children = [.. Enumerable.Range(0, fields).Select(i => Child(NativeText.Take(DuckDbNative.StructChildName(type, (ulong)i)), DuckDbNative.StructChildType(type, (ulong)i)))];
                break;
        }
    }

    public string Name { get; }

    public DuckDbType Type { get; }

    /// <summary>The names of an enum's values.</summary>
    public IReadOnlyList<string> Names { get; } = [];

    /// <summary>The items of a list or an array; the keys and the values of a map; the fields of a struct.</summary>
    public IReadOnlyList<ColumnCells> Children { get; } = [];

    /// <summary>The items of each value of an array.</summary>
    public int Length { get; }

    /// <summary>The columns of a result.</summary>
    public static ColumnCells[] Of(DuckDbStream rows)
    {
        var columns = new ColumnCells[rows.Columns.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            using var type = rows.TypeOf(i);
            columns[i] = new ColumnCells(rows.Columns[i].Name, type);
        }

        return columns;
    }

    /// <summary>Reads from a vector from now on; it is the chunk's, which the caller keeps.</summary>
    public void Attach(nint vector)
    {
        _data = DuckDbNative.VectorData(vector);
        _validity = (ulong*)DuckDbNative.VectorValidity(vector);
        switch (Type.Id)
        {
            case DuckDbTypeId.List:
                Children[0].Attach(DuckDbNative.ListVectorChild(vector));
                break;
            case DuckDbTypeId.Array:
                Children[0].Attach(DuckDbNative.ArrayVectorChild(vector));
                break;
            case DuckDbTypeId.Map:
                // A map is a list of pairs.
                var pairs = DuckDbNative.ListVectorChild(vector);
                Children[0].Attach(DuckDbNative.StructVectorChild(pairs, 0));
                Children[1].Attach(DuckDbNative.StructVectorChild(pairs, 1));
                break;
            case DuckDbTypeId.Struct:
                for (var i = 0; i < Children.Count; i++)
                {
                    Children[i].Attach(DuckDbNative.StructVectorChild(vector, (ulong)i));
                }

                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsNull(int row) => _validity is not null && (_validity[row >> 6] & (1UL << (row & 63))) == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Value<T>(int row)
        where T : unmanaged => ((T*)_data)[row];

    public ReadOnlySpan<byte> Bytes(int row) => StringValue.Bytes(ref ((StringValue*)_data)[row]);

    private static ColumnCells Child(string name, LogicalTypeHandle type)
    {
        using (type)
        {
            return new ColumnCells(name, type);
        }
    }
}
