namespace Dataplatform.Sdk.Cli.Remote;

/// <summary>A standard stream of an asker, as whoever carries out its command writes to it.</summary>
/// <param name="inner">The connection.</param>
/// <param name="gate">Held while a frame is written: output and error share the connection.</param>
/// <param name="kind">Which of the two it is.</param>
internal sealed class FrameStream(Stream inner, Lock gate, RemoteFrame.Kinds kind) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
        // Every write is sent at once.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (!buffer.IsEmpty)
        {
            lock (gate)
            {
                RemoteFrame.Write(inner, kind, buffer);
            }
        }
    }
}
