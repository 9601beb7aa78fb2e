#pragma warning disable IDE0130 // The compiler looks for it in this namespace.

namespace System;

/// <summary>What <c>^1</c> compiles to.</summary>
internal readonly struct Index(int value, bool fromEnd = false)
{
    public static implicit operator Index(int value) => new(value);

    public int GetOffset(int length) => fromEnd ? length - value : value;
}
