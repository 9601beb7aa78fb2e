namespace Dataplatform.Sdk.Cli.Terminal;

/// <summary>
/// A standard stream whose reader may leave early (<c>list | head</c>): what nobody reads any more is dropped, because a
/// run must not fail only for its audience having gone. Whatever else goes wrong (a full disk) is kept, so that the
/// command line can say at the end that its output is not complete.
/// </summary>
internal sealed class PipeStream(Stream inner) : WriteOnlyStream
{
    // EPIPE, and what Windows says of the same: ERROR_BROKEN_PIPE and ERROR_NO_DATA.
    private static readonly int[] ReaderLeft = [32, unchecked((int)0x8007006D), unchecked((int)0x800700E8)];

    private volatile bool _closed;

    /// <summary>Why not everything could be written; null while it could, or if the reader left.</summary>
    public IOException? Failure { get; private set; }

    public override void Flush() => Try(static (stream, _) => stream.Flush(), default);

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
        catch (IOException e)
        {
            Failure = ReaderLeft.Contains(e.HResult) ? null : e;
            _closed = true;
        }
    }

    private delegate void WriteAction(Stream stream, ReadOnlySpan<byte> buffer);
}
