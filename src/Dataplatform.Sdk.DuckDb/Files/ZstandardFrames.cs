using System.Buffers.Binary;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>Walks over the frames and blocks of a Zstandard file without decompressing them. The format: RFC 8878.</summary>
internal static class ZstandardFrames
{
    private const uint Magic = 0xFD2FB528;
    private const uint SkippableMagic = 0x184D2A50;

    /// <summary>Checks that the file ends where a frame ends.</summary>
    /// <exception cref="InvalidDataException">It is cut off, or no Zstandard file.</exception>
    public static void Check(Stream file)
    {
        while (file.Position < file.Length)
        {
            var magic = Number(file, 4);
            if ((magic & 0xFFFFFFF0) == SkippableMagic)
            {
                Skip(file, Number(file, 4));
            }
            else if (magic == Magic)
            {
                Frame(file);
            }
            else
            {
                throw new InvalidDataException("It is not compressed with Zstandard.");
            }
        }
    }

    private static void Frame(Stream file)
    {
        var descriptor = Number(file, 1);
        var isSingleSegment = (descriptor & 0x20) != 0;
        var dictionary = (descriptor & 3) switch { 0 => 0, 1 => 1, 2 => 2, _ => 4 };
        var contentSize = (descriptor >> 6) switch { 0 => isSingleSegment ? 1 : 0, 1 => 2, 2 => 4, _ => 8 };
        Skip(file, (uint)((isSingleSegment ? 0 : 1) + dictionary + contentSize));
        uint block;
        do
        {
            // Bit 0 says whether it is the last block, the next two its type; one of a repeated byte holds only that.
            const uint Repeated = 1;
            block = Number(file, 3);
            Skip(file, ((block >> 1) & 3) == Repeated ? 1 : block >> 3);
        }
        while ((block & 1) == 0);

        Skip(file, (descriptor & 4) != 0 ? 4u : 0);
    }

    private static uint Number(Stream file, int bytes)
    {
        Span<byte> number = stackalloc byte[4];
        number.Clear();
        return file.ReadAtLeast(number[..bytes], bytes, throwOnEndOfStream: false) == bytes
            ? BinaryPrimitives.ReadUInt32LittleEndian(number)
            : throw CutOff();
    }

    private static void Skip(Stream file, uint bytes)
    {
        if (file.Length - file.Position < bytes)
        {
            throw CutOff();
        }

        file.Position += bytes;
    }

    private static InvalidDataException CutOff() => new("It is cut off.");
}
