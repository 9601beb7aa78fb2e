using System.Collections;
using System.Numerics;

namespace Dataplatform.Sdk.Selection;

/// <summary>A set of a graph's assets: one bit for each, by its place in the graph. Enumerates the places in order.</summary>
internal sealed class AssetSet(int size) : IEnumerable<int>
{
    private readonly ulong[] _bits = new ulong[(size + 63) / 64];

    public int Size => size;

    public bool Contains(int index) => (_bits[index >> 6] & (1UL << index)) != 0;

    /// <summary>Adds an asset; false if it was there.</summary>
    public bool Add(int index)
    {
        var bit = 1UL << index;
        var was = _bits[index >> 6];
        _bits[index >> 6] = was | bit;
        return (was & bit) == 0;
    }

    public void UnionWith(AssetSet other)
    {
        for (var i = 0; i < _bits.Length; i++)
        {
            _bits[i] |= other._bits[i];
        }
    }

    public void IntersectWith(AssetSet other)
    {
        for (var i = 0; i < _bits.Length; i++)
        {
            _bits[i] &= other._bits[i];
        }
    }

    public void ExceptWith(AssetSet other)
    {
        for (var i = 0; i < _bits.Length; i++)
        {
            _bits[i] &= ~other._bits[i];
        }
    }

    public AssetSet Copy()
    {
        var copy = new AssetSet(size);
        _bits.CopyTo(copy._bits, 0);
        return copy;
    }

    public IEnumerator<int> GetEnumerator()
    {
        for (var i = 0; i < _bits.Length; i++)
        {
            for (var word = _bits[i]; word != 0; word &= word - 1)
            {
                yield return (i << 6) + BitOperations.TrailingZeroCount(word);
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
