using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Batches;

/// <summary>A batch that is a DuckDB chunk: codecs write straight into its vectors.</summary>
internal sealed unsafe class DuckDbBatchWriter : BatchWriter, IDisposable
{
    private readonly RowSchema _schema;
    private readonly DuckDbDataChunk _chunk;
    private readonly nint[] _data;
    private readonly nint[] _validity;
    private readonly int[] _widths;
    private readonly NativeArena _arena = new();

    public DuckDbBatchWriter(RowSchema schema)
    {
        _schema = schema;
        var types = schema.Columns.Select(column => ColumnTypes.ToDuckDb(column.Type)).ToArray();
        _chunk = DuckDbDataChunk.Create(types);
        _data = new nint[types.Length];
        _validity = new nint[types.Length];
        _widths = [.. schema.Columns.Select(column => ColumnTypes.Width(column.Type))];
        Begin();
    }

    /// <summary>Bytes of all texts and byte strings written so far, in all batches.</summary>
    public long TextBytes { get; private set; }

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
        _arena.Reset();
        for (var i = 0; i < _data.Length; i++)
        {
            _data[i] = _chunk.Vector(i).Data;
            _validity[i] = 0;
        }
    }

    public override Span<TValue> Values<TValue>(int column) => sizeof(TValue) == _widths[column]
        ? new Span<TValue>((void*)_data[column], DuckDbDataChunk.Capacity)
        : throw WrongWidth<TValue>(column);

    public override void SetNull(int column, int row)
    {
        if (_validity[column] == 0)
        {
            _validity[column] = (nint)_chunk.Vector(column).WritableValidity();
        }

        ((ulong*)_validity[column])[row >> 6] &= ~(1UL << (row & 63));
    }

    public override void SetText(int column, int row, ReadOnlySpan<char> value)
    {
        ref var target = ref Target(column, row);
        if (value.Length <= StringValue.InlineLength)
        {
            Span<byte> bytes = stackalloc byte[StringValue.InlineLength * 3];
            Check(Utf8.FromUtf16(value, bytes, out _, out var written, replaceInvalidSequences: false), column, row);
            Set(ref target, bytes[..written]);
            return;
        }

        // UTF-8 of a UTF-16 unit is at most three bytes; what the text does not need goes back.
        var room = checked(value.Length * 3);
        var memory = _arena.Take(room);
        Check(Utf8.FromUtf16(value, new Span<byte>(memory, room), out _, out var length, replaceInvalidSequences: false), column, row);
        StringValue.SetPointer(ref target, memory, length);
        TextBytes += length;
        if (room <= NativeArena.BlockSize)
        {
            _arena.Return(room - length);
        }
    }

    public override void SetBytes(int column, int row, ReadOnlySpan<byte> value) => Set(ref Target(column, row), value);

    public void Dispose()
    {
        _chunk.Dispose();
        _arena.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref StringValue Target(int column, int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)DuckDbDataChunk.Capacity, nameof(row));
        return ref ((StringValue*)_data[column])[row];
    }

    private void Set(ref StringValue target, ReadOnlySpan<byte> bytes)
    {
        TextBytes += bytes.Length;
        if (bytes.Length <= StringValue.InlineLength)
        {
            StringValue.SetInline(ref target, bytes);
            return;
        }

        var memory = _arena.Take(bytes.Length);
        bytes.CopyTo(new Span<byte>(memory, bytes.Length));
        StringValue.SetPointer(ref target, memory, bytes.Length);
    }

    private void Check(OperationStatus status, int column, int row)
    {
        if (status != OperationStatus.Done)
        {
            var schema = _schema.Columns[column];
            throw new DataplatformException(
                $"A text of column '{schema.Name}' ('{_schema.Name}.{schema.Member}') holds half of a surrogate pair, which is not valid Unicode (row {row + 1} of its batch). Repair the text before it is written.");
        }
    }

    private ArgumentException WrongWidth<TValue>(int column) => new(
        $"Column '{_schema.Columns[column].Name}' is held in {_widths[column]} bytes a value, not as '{typeof(TValue).Name}'.", nameof(column));
}
