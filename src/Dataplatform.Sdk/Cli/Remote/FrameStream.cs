using Dataplatform.Sdk.Cli.Terminal;

namespace Dataplatform.Sdk.Cli.Remote;

/// <summary>A standard stream of an asker, as whoever carries out its command writes to it.</summary>
/// <param name="inner">The connection.</param>
/// <param name="gate">Held while a frame is written: output and error share the connection.</param>
/// <param name="kind">Which of the two it is.</param>
internal sealed class FrameStream(Stream inner, Lock gate, RemoteFrame.Kinds kind) : WriteOnlyStream
{
    public override void Flush()
    {
        // Every write is sent at once.
    }

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
