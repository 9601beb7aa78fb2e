using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dataplatform.Sdk.DuckDb.Interop;

/// <summary>
/// duckdb_string_t: a length and either up to 12 bytes in place, or the first 4 bytes and a pointer to all of them.
/// Holds UTF-8 text and blobs alike; NUL is a byte as any other.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal unsafe struct StringValue
{
    public const int InlineLength = 12;

    [FieldOffset(0)]
    private uint _length;

    [FieldOffset(4)]
    private fixed byte _inline[InlineLength];

    [FieldOffset(8)]
    private byte* _pointer;

    /// <summary>The bytes in place; the value must lie in native memory, as it does in a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Bytes(ref StringValue value) => value._length <= InlineLength
        ? MemoryMarshal.CreateReadOnlySpan(ref value._inline[0], (int)value._length)
        : new ReadOnlySpan<byte>(value._pointer, checked((int)value._length));

    /// <summary>Sets a short value; unused bytes are zero, because DuckDB compares them.</summary>
    public static void SetInline(ref StringValue value, ReadOnlySpan<byte> bytes)
    {
        value = default;
        value._length = (uint)bytes.Length;
        bytes.CopyTo(MemoryMarshal.CreateSpan(ref value._inline[0], InlineLength));
    }

    /// <summary>Sets a long value, which must stay where it is until DuckDB has taken the chunk.</summary>
    public static void SetPointer(ref StringValue value, byte* bytes, int length)
    {
        value._length = (uint)length;
        new ReadOnlySpan<byte>(bytes, sizeof(uint)).CopyTo(MemoryMarshal.CreateSpan(ref value._inline[0], sizeof(uint)));
        value._pointer = bytes;
    }
}
