using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Batches;

/// <summary>Vectors of DuckDB as a batch to be written: those of a chunk, the fields of a struct, or the items of a list.</summary>
internal abstract unsafe class VectorWriter : BatchWriter
{
    private readonly VectorColumn[] _columns;
    private readonly nint[] _vectors;
    private readonly nint[] _data;
    private readonly nint[] _validity;
    private readonly NestedVectorWriter?[] _within;

    protected VectorWriter(VectorColumn[] columns, BatchMemory memory)
    {
        _columns = columns;
        Memory = memory;
        _vectors = new nint[columns.Length];
        _data = new nint[columns.Length];
        _validity = new nint[columns.Length];
        _within = [.. columns.Select(column => column.Type.Fields.Count > 0 ? new NestedVectorWriter(column, memory) : null)];
    }

    protected BatchMemory Memory { get; }

    /// <summary>The rows for which there is room.</summary>
    protected int Capacity { get; set; }

    /// <inheritdoc/>
    public sealed override Span<TValue> Values<TValue>(int column) => sizeof(TValue) == _columns[column].Width
        ? new Span<TValue>((void*)_data[column], Capacity)
        : throw _columns[column].NotHeldAs<TValue>();

    /// <inheritdoc/>
    public sealed override void SetNull(int column, int row)
    {
        if (_validity[column] == 0)
        {
            _validity[column] = (nint)new DuckDbVector(_vectors[column]).WritableValidity();
        }

        ((ulong*)_validity[column])[row >> 6] &= ~(1UL << (row & 63));
        if (_within[column] is { } within)
        {
            SetNull(column, row, within);
        }
    }

    /// <inheritdoc/>
    public sealed override void SetText(int column, int row, ReadOnlySpan<char> value)
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
        var memory = Memory.Arena.Take(room);
        Check(Utf8.FromUtf16(value, new Span<byte>(memory, room), out _, out var length, replaceInvalidSequences: false), column, row);
        StringValue.SetPointer(ref target, memory, length);
        Memory.VariableBytes += length;
        if (room <= NativeArena.BlockSize)
        {
            Memory.Arena.Return(room - length);
        }
    }

    /// <inheritdoc/>
    public sealed override void SetBytes(int column, int row, ReadOnlySpan<byte> value) => Set(ref Target(column, row), value);

    /// <inheritdoc/>
    public sealed override BatchWriter Fields(int column) => _within[column]!;

    /// <inheritdoc/>
    public sealed override BatchWriter Items(int column, int count, out int first)
    {
        var items = _within[column]!;
        first = items.Grow(_vectors[column], count);
        return items;
    }

    /// <summary>Writes into a vector from now on.</summary>
    /// <param name="column">The column's ordinal.</param>
    /// <param name="vector">The vector; also one that was attached before, and whose memory has moved.</param>
    /// <param name="isEmpty">Whether lists in it have no items yet.</param>
    protected void Attach(int column, nint vector, bool isEmpty)
    {
        _vectors[column] = vector;
        _data[column] = DuckDbNative.VectorData(vector);
        _validity[column] = 0;
        switch (_columns[column].Type.Kind)
        {
            case ColumnKind.Struct:
                _within[column]!.AttachFields(vector, Capacity, isEmpty);
                break;
            case ColumnKind.List or ColumnKind.Map when isEmpty:
                _within[column]!.Clear();
                break;
        }
    }

    /// <summary>Marks all fields of a row as missing.</summary>
    private protected void SetNull(int row)
    {
        for (var column = 0; column < _columns.Length; column++)
        {
            SetNull(column, row);
        }
    }

    // DuckDB looks at the fields of a missing struct as if it were there, and a missing list must not name any items.
    private void SetNull(int column, int row, NestedVectorWriter within)
    {
        if (_columns[column].Type.Kind == ColumnKind.Struct)
        {
            within.SetNull(row);
        }
        else
        {
            ((ListEntry*)_data[column])[row] = default;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref StringValue Target(int column, int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Capacity, nameof(row));
        return ref ((StringValue*)_data[column])[row];
    }

    private void Set(ref StringValue target, ReadOnlySpan<byte> bytes)
    {
        Memory.VariableBytes += bytes.Length;
        if (bytes.Length <= StringValue.InlineLength)
        {
            StringValue.SetInline(ref target, bytes);
            return;
        }

        var memory = Memory.Arena.Take(bytes.Length);
        bytes.CopyTo(new Span<byte>(memory, bytes.Length));
        StringValue.SetPointer(ref target, memory, bytes.Length);
    }

    private void Check(OperationStatus status, int column, int row)
    {
        if (status != OperationStatus.Done)
        {
            throw new DataplatformException(
                $"A text of column '{_columns[column].Path}' ('{_columns[column].Member}') holds half of a surrogate pair, which is not valid Unicode (row {row + 1} of its batch). Repair the text before it is written.");
        }
    }
}
