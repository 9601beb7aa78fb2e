using System.Runtime.InteropServices;

namespace Dataplatform.Sdk.DuckDb.Interop;

/// <summary>duckdb_result: five deprecated members and the pointer that counts.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeResult
{
    private readonly ulong _columnCount;
    private readonly ulong _rowCount;
    private readonly ulong _rowsChanged;
    private readonly nint _columns;
    private readonly nint _errorMessage;
    private readonly nint _internalData;
}

/// <summary>duckdb_hugeint: the halves of a 128-bit integer, low one first.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct NativeHugeInt(ulong Lower, long Upper)
{
    public static NativeHugeInt From(Int128 value) => new((ulong)value, (long)(value >> 64));

    public Int128 ToInt128() => new((ulong)Upper, Lower);
}

/// <summary>duckdb_uhugeint: the halves of an unsigned 128-bit integer, low one first.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct NativeUHugeInt(ulong Lower, ulong Upper)
{
    public static NativeUHugeInt From(UInt128 value) => new((ulong)value, (ulong)(value >> 64));
}

/// <summary>duckdb_decimal.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct NativeDecimal(byte Width, byte Scale, NativeHugeInt Value);

/// <summary>duckdb_query_progress_type. The percentage is -1 while there is nothing to tell.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct NativeProgress(double Percentage, ulong RowsProcessed, ulong TotalRows);
