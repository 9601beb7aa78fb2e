namespace Dataplatform.Sdk.Cli.Terminal;

/// <summary>
/// A standard stream whose reader may leave early (<c>list | head</c>): what nobody reads any more is dropped, because a
/// run must not fail only for its audience having gone.
/// </summary>
internal sealed class PipeStream(Stream inner) : Stream
{
    private bool _closed;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush() => Try(static (stream, _) => stream.Flush(), default);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => Try(static (stream, bytes) => stream.Write(bytes), buffer);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Try(WriteAction write, ReadOnlySpan<byte> buffer)
    {
        if (_closed)
        {
            return;
        }

        try
        {
            write(inner, buffer);
        }
        catch (IOException)
        {
            _closed = true;
        }
    }

    private delegate void WriteAction(Stream stream, ReadOnlySpan<byte> buffer);
}
