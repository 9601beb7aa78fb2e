using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Configs;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Hosting;
using Dataplatform.Sdk.Runs;

namespace Dataplatform.Sdk.Cli.Remote;

/// <summary>Has a command carried out by the process that has the warehouse, if there is one.</summary>
internal static class OwnerClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Tries it.</summary>
    /// <returns>The exit code; null if nobody has the warehouse, so that this process may open it.</returns>
    /// <exception cref="DataplatformException">The owner does not answer, or runs other code.</exception>
    public static async Task<int?> TryRunAsync(AppHost app, IReadOnlyList<string> args, CliConsole console, CancellationToken cancellationToken)
    {
        if (!File.Exists(OwnerRecord.PathIn(app.Settings.StateFolder))
            || OwnerRecord.Read(app.Settings.StateFolder) is not { } owner
            || owner.Owner == ProcessStamps.Current
            || ProcessStamps.IsAlive(owner.Owner) != true)
        {
            return null;
        }

        using var signals = StopSignals.Listen(console, cancellationToken);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(owner.Socket), signals.Token);
            await using var stream = new NetworkStream(socket, ownsSocket: false);
            if (await HelloAsync(stream, owner, app.Clock, signals.Token) is null)
            {
                return null;
            }

            RemoteFrame.Write(stream, RemoteFrame.Kinds.Command, JsonSerializer.SerializeToUtf8Bytes(Command(app, args, console), RemoteContext.Default.RemoteCommand));
            return await FollowAsync(stream, console, owner, signals.Token);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            // It ended between writing its record and being asked; what it had is free, or its lock says so.
            return null;
        }
    }

    private static async ValueTask<RemoteFrame?> HelloAsync(NetworkStream stream, OwnerRecord owner, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await RemoteFrame.ReadAsync(stream, either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new DataplatformException(
                $"Process {owner.Owner.ProcessId} has the warehouse open and does not answer: it hangs, or it is suspended. Continue it (kill -CONT {owner.Owner.ProcessId}), wait, or end it (kill {owner.Owner.ProcessId}); what it has not published will not be published then.");
        }
    }

    private static RemoteCommand Command(AppHost app, IReadOnlyList<string> args, CliConsole console) => new(
        ConfigArguments.Absolute(args), CatalogHash.Of(app.Declaration.Graph), app.Declaration.Environment, console.IsTerminal, console.IsErrorTerminal, console.Variable("NO_COLOR"), console.Size().Width, console.Size().Height);

    private static async Task<int> FollowAsync(NetworkStream stream, CliConsole console, OwnerRecord owner, CancellationToken cancellationToken)
    {
        await using var cancelling = cancellationToken.UnsafeRegister(static state => Cancel((NetworkStream)state!), stream);
        var decoders = (Out: Encoding.UTF8.GetDecoder(), Error: Encoding.UTF8.GetDecoder());
        while (await ReadAsync(stream) is { } frame)
        {
            switch (frame.Kind)
            {
                case RemoteFrame.Kinds.Output:
                    Write(console.Out, decoders.Out, frame.Content.Span);
                    break;
                case RemoteFrame.Kinds.Error:
                    Write(console.Error, decoders.Error, frame.Content.Span);
                    break;
                case RemoteFrame.Kinds.Exit:
                    return BinaryPrimitives.ReadInt32LittleEndian(frame.Content.Span);
                case RemoteFrame.Kinds.Refusal:
                    throw new DataplatformException(Encoding.UTF8.GetString(frame.Content.Span));
            }
        }

        throw new DataplatformException($"Process {owner.Owner.ProcessId}, which was carrying this out, has ended before it was done. 'runs list' shows what became of its runs.");
    }

    // The command was taken: it must not be carried out a second time here, however the owner ended.
    private static async ValueTask<RemoteFrame?> ReadAsync(NetworkStream stream)
    {
        try
        {
            return await RemoteFrame.ReadAsync(stream, CancellationToken.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static void Cancel(NetworkStream stream)
    {
        try
        {
            RemoteFrame.Write(stream, RemoteFrame.Kinds.Cancel, []);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The command is done.
        }
    }

    // A character may come in two frames.
    private static void Write(TextWriter writer, Decoder decoder, ReadOnlySpan<byte> bytes)
    {
        var chars = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
        writer.Write(chars.AsSpan(0, decoder.GetChars(bytes, chars, flush: false)));
        writer.Flush();
    }
}
