using System.Text;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Batches;

/// <summary>Vectors of DuckDB as a batch to be read: those of a chunk, the fields of a struct, or the items of a list.</summary>
internal abstract unsafe class VectorReader : BatchReader
{
    private readonly VectorColumn[] _columns;
    private readonly nint[] _data;
    private readonly nint[] _validity;
    private readonly NestedVectorReader?[] _within;
    private int _count;

    protected VectorReader(VectorColumn[] columns)
    {
        _columns = columns;
        _data = new nint[columns.Length];
        _validity = new nint[columns.Length];
        _within = [.. columns.Select(column => column.Type.Fields.Count > 0 ? new NestedVectorReader(column) : null)];
    }

    public sealed override int Count => _count;

    public sealed override ReadOnlySpan<TValue> Values<TValue>(int column) => sizeof(TValue) == _columns[column].Width
        ? new ReadOnlySpan<TValue>((void*)_data[column], _count)
        : throw _columns[column].NotHeldAs<TValue>();

    public sealed override bool MayHaveNulls(int column) => _validity[column] != 0;

    public sealed override bool IsNull(int column, int row)
    {
        var validity = (ulong*)_validity[column];
        return validity is not null && (validity[row >> 6] & (1UL << (row & 63))) == 0;
    }

    public sealed override string GetText(int column, int row) => Encoding.UTF8.GetString(Bytes(column, row));

    public sealed override byte[] GetBytes(int column, int row) => Bytes(column, row).ToArray();

    public sealed override BatchReader Fields(int column) => _within[column]!;

    public sealed override BatchReader Items(int column) => _within[column]!;

    /// <summary>Says how many rows the vectors have that are attached next.</summary>
    protected void Begin(int count) => _count = count;

    /// <summary>Reads from a vector from now on.</summary>
    protected void Attach(int column, nint vector)
    {
        _data[column] = DuckDbNative.VectorData(vector);
        _validity[column] = DuckDbNative.VectorValidity(vector);
        _within[column]?.AttachTo(vector, _count);
    }

    /// <summary>Whether a value of a column is missing.</summary>
    protected bool HasNull(int column)
    {
        var validity = (ulong*)_validity[column];
        if (validity is null)
        {
            return false;
        }

        var full = _count >> 6;
        for (var i = 0; i < full; i++)
        {
            if (validity[i] != ulong.MaxValue)
            {
                return true;
            }
        }

        var rest = (1UL << (_count & 63)) - 1;
        return rest != 0 && (validity[full] & rest) != rest;
    }

    private ReadOnlySpan<byte> Bytes(int column, int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)_count, nameof(row));
        return StringValue.Bytes(ref ((StringValue*)_data[column])[row]);
    }
}
