using System.Text;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Batches;

/// <summary>A DuckDB chunk as a batch: codecs read straight from its vectors.</summary>
/// <param name="schema">The contract, whose columns the chunk has, in this order and with these types.</param>
/// <param name="origin">What the rows come from, for messages: <c>the asset 'sales/orders'</c>.</param>
internal sealed unsafe class DuckDbBatchReader(RowSchema schema, string origin) : BatchReader
{
    private readonly nint[] _data = new nint[schema.Columns.Count];
    private readonly nint[] _validity = new nint[schema.Columns.Count];
    private readonly int[] _widths = [.. schema.Columns.Select(column => ColumnTypes.Width(column.Type))];
    private int _count;

    public override int Count => _count;

    /// <summary>Reads a chunk's rows into the front of an array, and gives the chunk back.</summary>
    /// <returns>How many there are.</returns>
    public int Read<T>(DuckDbDataChunk chunk, RowCodec<T> codec, T[] rows)
    {
        using (chunk)
        {
            Attach(chunk);
            codec.Read(this, rows.AsSpan(0, Count));
            return Count;
        }
    }

    /// <summary>Reads from this chunk from now on; the caller keeps it alive.</summary>
    /// <exception cref="DataplatformException">A value is missing where the contract says that none is.</exception>
    public void Attach(DuckDbDataChunk chunk)
    {
        _count = chunk.Count;
        for (var i = 0; i < _data.Length; i++)
        {
            var vector = chunk.Vector(i);
            _data[i] = vector.Data;
            _validity[i] = vector.Validity;
            if (_validity[i] != 0 && !schema.Columns[i].IsNullable && HasNull((ulong*)_validity[i]))
            {
                var column = schema.Columns[i];
                throw new DataplatformException(
                    $"Column '{column.Name}' of {origin} holds a missing value, but '{schema.Name}.{column.Member}' is not nullable. Make the member nullable, or filter or replace the missing values.");
            }
        }
    }

    public override ReadOnlySpan<TValue> Values<TValue>(int column) => sizeof(TValue) == _widths[column]
        ? new ReadOnlySpan<TValue>((void*)_data[column], _count)
        : throw new ArgumentException(
            $"Column '{schema.Columns[column].Name}' is held in {_widths[column]} bytes a value, not as '{typeof(TValue).Name}'.", nameof(column));

    public override bool MayHaveNulls(int column) => _validity[column] != 0;

    public override bool IsNull(int column, int row)
    {
        var validity = (ulong*)_validity[column];
        return validity is not null && (validity[row >> 6] & (1UL << (row & 63))) == 0;
    }

    public override string GetText(int column, int row) => Encoding.UTF8.GetString(Bytes(column, row));

    public override byte[] GetBytes(int column, int row) => Bytes(column, row).ToArray();

    private ReadOnlySpan<byte> Bytes(int column, int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)_count, nameof(row));
        return StringValue.Bytes(ref ((StringValue*)_data[column])[row]);
    }

    private bool HasNull(ulong* validity)
    {
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
}
