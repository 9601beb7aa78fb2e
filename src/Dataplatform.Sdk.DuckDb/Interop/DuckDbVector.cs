using System.Runtime.CompilerServices;

namespace Dataplatform.Sdk.DuckDb.Interop;

/// <summary>One column of a chunk: values side by side, and a bit for each that says whether it is there.</summary>
internal readonly unsafe ref struct DuckDbVector(nint vector)
{
    private readonly nint _vector = vector;
    private readonly byte* _data = (byte*)DuckDbNative.VectorData(vector);
    private readonly ulong* _validity = (ulong*)DuckDbNative.VectorValidity(vector);

    /// <summary>Where the values begin.</summary>
    public nint Data => (nint)_data;

    /// <summary>Where the bits begin; 0 if no value is missing.</summary>
    public nint Validity => (nint)_validity;

    /// <summary>The values in place; those of missing rows are undefined.</summary>
    public Span<T> Values<T>(int count)
        where T : unmanaged => new(_data, count);

    /// <summary>The value of one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Value<T>(int row)
        where T : unmanaged => ((T*)_data)[row];

    /// <summary>The string at a row, in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref StringValue Text(int row) => ref ((StringValue*)_data)[row];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsNull(int row) => _validity is not null && (_validity[row >> 6] & (1UL << (row & 63))) == 0;

    /// <summary>The validity bits, made writable: all present at first.</summary>
    public ulong* WritableValidity()
    {
        DuckDbNative.EnsureValidityWritable(_vector);
        return (ulong*)DuckDbNative.VectorValidity(_vector);
    }
}
