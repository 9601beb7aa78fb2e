using System.IO.Compression;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>
/// The text of a gzip file. .NET and DuckDB both take a file that is cut off for one that is shorter. So a part of our own is
/// put behind the file, and must come out behind its text: it does not when the part before it has no end.
/// </summary>
internal sealed class GzipText : ReadOnlyStream
{
    private static readonly byte[] Mark = [.. "the end of the file"u8];
    private static readonly byte[] MarkAsGzip = Compressed(Mark);

    private readonly Stream _file;
    private readonly GZipStream _text;
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;

    public GzipText(Stream file)
    {
        _file = file;
        _text = new GZipStream(new Concatenated(file, new MemoryStream(MarkAsGzip)), CompressionMode.Decompress);
    }

    /// <exception cref="InvalidDataException">The file is damaged or cut off.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (_end - _start <= Mark.Length && !Fill())
        {
            return _buffer.AsSpan(_start, _end - _start).SequenceEqual(Mark) ? 0 : throw new InvalidDataException("It has no end.");
        }

        // What may be the mark is held back.
        var count = Math.Min(buffer.Length, _end - _start - Mark.Length);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _text.Dispose();
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    // False if there is no more than may be the mark.
    private bool Fill()
    {
        Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
        (_start, _end) = (0, _end - _start);
        while (_end <= Mark.Length)
        {
            var read = _text.Read(_buffer.AsSpan(_end));
            if (read == 0)
            {
                return false;
            }

            _end += read;
        }

        return true;
    }

    private static byte[] Compressed(byte[] text)
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.NoCompression))
        {
            gzip.Write(text);
        }

        return result.ToArray();
    }

    private sealed class Concatenated(Stream first, Stream second) : ReadOnlyStream
    {
        public override int Read(Span<byte> buffer) => first.Read(buffer) is var count and > 0 ? count : second.Read(buffer);
    }
}
