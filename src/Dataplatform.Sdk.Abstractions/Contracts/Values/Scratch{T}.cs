using System.Buffers;
using System.Runtime.CompilerServices;

namespace Dataplatform.Sdk;

/// <summary>An array for a moment, taken from the pool.</summary>
internal readonly ref struct Scratch<T>(int length)
{
    private readonly T[] _array = ArrayPool<T>.Shared.Rent(length);

    public Span<T> Span => _array.AsSpan(0, length);

    public void Dispose() => ArrayPool<T>.Shared.Return(_array, clearArray: RuntimeHelpers.IsReferenceOrContainsReferences<T>());
}
