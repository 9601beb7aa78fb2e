using System.Runtime.InteropServices;

namespace Dataplatform.Sdk.DuckDb.Batches;

/// <summary>Native memory that is handed out piece by piece and given back all at once; holds a batch's long texts.</summary>
internal sealed unsafe class NativeArena : IDisposable
{
    /// <summary>What is longer gets memory of its own.</summary>
    public const int BlockSize = 256 * 1024;

    private readonly List<nint> _blocks = [];
    private readonly List<nint> _large = [];
    private int _block = -1;
    private int _used = BlockSize;

    /// <summary>Memory that stays where it is until <see cref="Reset"/>.</summary>
    public byte* Take(int length)
    {
        if (length > BlockSize)
        {
            var large = (nint)NativeMemory.Alloc((nuint)length);
            _large.Add(large);
            return (byte*)large;
        }

        if (length > BlockSize - _used)
        {
            if (++_block == _blocks.Count)
            {
                _blocks.Add((nint)NativeMemory.Alloc(BlockSize));
            }

            _used = 0;
        }

        var piece = (byte*)_blocks[_block] + _used;
        _used += length;
        return piece;
    }

    /// <summary>Gives back the unused end of the piece that was taken last, which fitted into a block.</summary>
    public void Return(int length) => _used -= length;

    /// <summary>Takes all pieces back and keeps the blocks.</summary>
    public void Reset()
    {
        FreeLarge();
        _block = -1;
        _used = BlockSize;
    }

    public void Dispose()
    {
        FreeLarge();
        foreach (var block in _blocks)
        {
            NativeMemory.Free((void*)block);
        }

        _blocks.Clear();
        GC.SuppressFinalize(this);
    }

    ~NativeArena() => Dispose();

    private void FreeLarge()
    {
        foreach (var large in _large)
        {
            NativeMemory.Free((void*)large);
        }

        _large.Clear();
    }
}
