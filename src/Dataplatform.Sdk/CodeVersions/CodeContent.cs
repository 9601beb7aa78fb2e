using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Dataplatform.Sdk.CodeVersions;

/// <summary>Takes the content of a node and hashes it. Everything is written with its length or kind, so that no two contents read alike.</summary>
internal sealed class CodeContent : IDisposable
{
    public const int HashLength = 16;

    private readonly Dictionary<CodeNode, int> _ordinals = [];
    private readonly List<CodeNode> _references = [];
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(1024);
    private int _length;

    public void Write(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Reserve(sizeof(int)), value);
    }

    public void Write(long value) => BinaryPrimitives.WriteInt64LittleEndian(Reserve(sizeof(long)), value);

    public void Write(ReadOnlySpan<char> text)
    {
        // Little-endian on every platform that .NET runs on today, and read by nobody else.
        Write(text.Length);
        MemoryMarshal.AsBytes(text).CopyTo(Reserve(text.Length * sizeof(char)));
    }

    public void Write(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    /// <summary>Mentions another node: by its place among those that this content mentions.</summary>
    public void Refer(CodeNode node)
    {
        if (!_ordinals.TryGetValue(node, out var ordinal))
        {
            _ordinals.Add(node, ordinal = _references.Count);
            _references.Add(node);
        }

        Write(ordinal);
    }

    public void Write(CodeOperand operand)
    {
        Write(operand.Text);
        foreach (var node in operand.References)
        {
            Refer(node);
        }
    }

    public (byte[] Hash, CodeNode[] References) Complete() => (HashOf(_buffer.AsSpan(0, _length)), [.. _references]);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    /// <summary>The hash so far, in hexadecimal digits.</summary>
    public string Digits(int digits) => Convert.ToHexStringLower(HashOf(_buffer.AsSpan(0, _length)))[..digits];

    private static byte[] HashOf(ReadOnlySpan<byte> content) => SHA256.HashData(content)[..HashLength];

    private Span<byte> Reserve(int count)
    {
        if (_length + count > _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + count));
            _buffer.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        _length += count;
        return _buffer.AsSpan(_length - count, count);
    }
}
