using System.Buffers.Binary;

namespace Dataplatform.Sdk.Cli.Remote;

/// <summary>A piece of the talk between owner and asker: a kind, a length, and as many bytes.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Content">The bytes.</param>
internal readonly record struct RemoteFrame(RemoteFrame.Kinds Kind, ReadOnlyMemory<byte> Content)
{
    private const int HeaderSize = 5;
    private const int MostBytes = 1 << 20;

    /// <summary>What a frame is.</summary>
    public enum Kinds : byte
    {
        /// <summary>The owner is there.</summary>
        Hello = 1,

        /// <summary>A command to carry out, as JSON.</summary>
        Command = 2,

        /// <summary>Standard output.</summary>
        Output = 3,

        /// <summary>Standard error.</summary>
        Error = 4,

        /// <summary>The exit code, four bytes.</summary>
        Exit = 5,

        /// <summary>The asker wants the command cancelled.</summary>
        Cancel = 6,

        /// <summary>The owner does not take the command; the reason as text.</summary>
        Refusal = 7,
    }

    /// <summary>Reads the next frame; null at the end.</summary>
    /// <exception cref="IOException">The other side is gone, or speaks another language.</exception>
    public static async ValueTask<RemoteFrame?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderSize];
        var read = await stream.ReadAtLeastAsync(header, HeaderSize, throwOnEndOfStream: false, cancellationToken);
        if (read < HeaderSize)
        {
            return read == 0 ? null : throw new EndOfStreamException();
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(1));
        if (length is < 0 or > MostBytes)
        {
            throw new IOException($"a frame of {length} bytes");
        }

        var content = new byte[length];
        await stream.ReadExactlyAsync(content, cancellationToken);
        return new RemoteFrame((Kinds)header[0], content);
    }

    /// <summary>Writes the frame; longer content goes in several.</summary>
    public static void Write(Stream stream, Kinds kind, ReadOnlySpan<byte> content)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        do
        {
            var piece = content[..Math.Min(content.Length, MostBytes)];
            header[0] = (byte)kind;
            BinaryPrimitives.WriteInt32LittleEndian(header[1..], piece.Length);
            stream.Write(header);
            stream.Write(piece);
            content = content[piece.Length..];
        }
        while (content.Length > 0);
    }
}
