using System.Buffers;
using System.Buffers.Binary;

namespace Dataplatform.Sdk.Events.Wire;

/// <summary>
/// The stored form of the partitions of a chunk: a byte for the format, then for each partition its numbers as the differences that make
/// them short, seven bits a byte. Hashes are written whole.
/// </summary>
internal static class ChunkBytes
{
    private const byte Format = 1;

    public static byte[] Write(IReadOnlyList<PartitionEntry> entries)
    {
        var bytes = new ArrayBufferWriter<byte>((entries.Count * 28) + 8);
        bytes.Write([Format]);
        long start = 0, position = 0;
        foreach (var entry in entries)
        {
            Number(bytes, entry.Start - start);
            Number(bytes, entry.Materialized - position);
            Number(bytes, entry.Materialized - entry.AsOf);
            Number(bytes, entry.Materialized - entry.Changed);
            Number(bytes, entry.Begun - entry.AsOf);
            Number(bytes, entry.Failed == 0 ? 0 : entry.Failed - entry.AsOf + (entry.Failed >= entry.AsOf ? 1 : 0));
            Hash(bytes, entry.Data);
            Hash(bytes, entry.Code);
            Number(bytes, entry.Inputs == 0 ? 0 : 1);
            if (entry.Inputs != 0)
            {
                Hash(bytes, entry.Inputs);
            }

            (start, position) = (entry.Start, entry.Materialized);
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <exception cref="FormatException">The bytes were written by a newer version, or are damaged.</exception>
    public static IReadOnlyList<PartitionEntry> Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0 || bytes[0] != Format)
        {
            throw new FormatException("the partitions of an asset have a form that is not known");
        }

        bytes = bytes[1..];
        var entries = new List<PartitionEntry>(bytes.Length / 24);
        long start = 0, position = 0;
        while (bytes.Length > 0)
        {
            start += Number(ref bytes);
            position += Number(ref bytes);
            var asOf = position - Number(ref bytes);
            var changed = position - Number(ref bytes);
            var begun = asOf + Number(ref bytes);
            var failed = Number(ref bytes);
            entries.Add(new PartitionEntry(start)
            {
                Materialized = position,
                AsOf = asOf,
                Changed = changed,
                Begun = begun,
                Failed = failed == 0 ? 0 : asOf + failed - (failed > 0 ? 1 : 0),
                Data = Hash(ref bytes),
                Code = Hash(ref bytes),
                Inputs = Number(ref bytes) == 0 ? 0 : Hash(ref bytes),
            });
        }

        return entries;
    }

    private static void Hash(ArrayBufferWriter<byte> bytes, ulong hash)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.GetSpan(sizeof(ulong)), hash);
        bytes.Advance(sizeof(ulong));
    }

    private static ulong Hash(ref ReadOnlySpan<byte> bytes)
    {
        var hash = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        bytes = bytes[sizeof(ulong)..];
        return hash;
    }

    // The sign in the last bit, so that small numbers of either sign are short.
    private static void Number(ArrayBufferWriter<byte> bytes, long value)
    {
        var left = (ulong)((value << 1) ^ (value >> 63));
        var span = bytes.GetSpan(10);
        var length = 0;
        while (left >= 0x80)
        {
            span[length++] = (byte)(left | 0x80);
            left >>= 7;
        }

        span[length++] = (byte)left;
        bytes.Advance(length);
    }

    private static long Number(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (var (i, shift) = (0, 0); ; i++, shift += 7)
        {
            value |= (ulong)(bytes[i] & 0x7F) << shift;
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return (long)(value >> 1) ^ -(long)(value & 1);
            }
        }
    }
}
