using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Hosting;
using Dataplatform.Sdk.Runs;

namespace Dataplatform.Sdk.Cli.Remote;

/// <summary>
/// Carries out the commands of other processes of the app while this one has the warehouse, which no other can open. It listens on a
/// socket that only its own user may open.
/// </summary>
internal sealed class OwnerServer : IAsyncDisposable
{
    // So long an asker may take to read the rest when the owner is told to end: one that is suspended reads nothing, and would
    // keep whoever writes to it waiting for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // What the system allows for the path of a socket, on the strictest of them.
    private const int LongestSocketPath = 100;

    private readonly AppHost _app;
    private readonly Socket _listener;
    private readonly OwnerRecord _record;
    private readonly string _folder;
    private readonly string? _temporary;
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationToken _stop;
    private readonly List<Task> _serving = [];
    private readonly Task _accepting;

    private OwnerServer(AppHost app, Socket listener, OwnerRecord record, string folder, string? temporary, CancellationToken stop)
    {
        (_app, _listener, _record, _folder, _temporary, _stop) = (app, listener, record, folder, temporary, stop);
        _accepting = Task.Run(AcceptAsync, CancellationToken.None);
    }

    /// <summary>The commands that are being carried out.</summary>
    public int Serving
    {
        get
        {
            lock (_serving)
            {
                return _serving.Count(task => !task.IsCompleted);
            }
        }
    }

    /// <summary>Begins to listen; null if another process of the app does, or the state folder allows no sockets.</summary>
    /// <param name="app">The app.</param>
    /// <param name="stop">Cancels the commands that are being carried out.</param>
    public static OwnerServer? TryStart(AppHost app, CancellationToken stop)
    {
        var folder = app.Settings.StateFolder;
        if (OwnerRecord.Read(folder) is { } other && ProcessStamps.IsAlive(other.Owner) != false)
        {
            return null;
        }

        string? temporary = null;
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            EventLog.StateFolder.Create(folder);
            var path = Path.Combine(folder, "owner.sock");
            if (Encoding.UTF8.GetByteCount(path) > LongestSocketPath)
            {
                temporary = Directory.CreateTempSubdirectory("dp-").FullName;
                path = Path.Combine(temporary, "owner.sock");
            }

            File.Delete(path);
            listener.Bind(new UnixDomainSocketEndPoint(path));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            listener.Listen();
            var record = new OwnerRecord(path, CatalogHash.Of(app.Declaration.Graph), ProcessStamps.Current);
            record.Write(folder);
            return new OwnerServer(app, listener, record, folder, temporary, stop);
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Without a socket the others find the warehouse locked, as they would without an owner.
            listener.Dispose();
            return null;
        }
    }

    /// <summary>Takes no more commands, and waits for those that are being carried out.</summary>
    public async ValueTask DisposeAsync()
    {
        // Of two that began at the same moment the record names one, and the socket is that one's.
        var isListedOne = OwnerRecord.Read(_folder)?.Owner == _record.Owner;
        if (isListedOne)
        {
            File.Delete(OwnerRecord.PathIn(_folder));
        }

        await _closing.CancelAsync();
        _listener.Dispose();
        await _accepting;
        Task[] serving;
        lock (_serving)
        {
            serving = [.. _serving];
        }

        await Task.WhenAll(serving);
        if (isListedOne)
        {
            File.Delete(_record.Socket);
        }

        if (_temporary is not null)
        {
            Directory.Delete(_temporary, recursive: true);
        }

        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync(_closing.Token);
                lock (_serving)
                {
                    _serving.RemoveAll(task => task.IsCompleted);
                    _serving.Add(Task.Run(() => ServeAsync(socket), CancellationToken.None));
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It no longer listens.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        using var served = new CancellationTokenSource();
        await using var stopping = _stop.UnsafeRegister(state => _ = LeaveAsync((Socket)state!, _app.Clock, served.Token), socket);
        try
        {
            RemoteFrame.Write(stream, RemoteFrame.Kinds.Hello, []);
            if (await RemoteFrame.ReadAsync(stream, _stop) is not { Kind: RemoteFrame.Kinds.Command, Content: var content }
                || JsonSerializer.Deserialize(content.Span, RemoteContext.Default.RemoteCommand) is not { } command)
            {
                return;
            }

            if (command.CatalogHash != _record.CatalogHash)
            {
                RemoteFrame.Write(stream, RemoteFrame.Kinds.Refusal, Encoding.UTF8.GetBytes(
                    $"Process {Environment.ProcessId}, which has the warehouse open, runs other code than this program: their assets differ. Wait until it has ended, or end it."));
                return;
            }

            if (command.Environment != _app.Declaration.Environment)
            {
                RemoteFrame.Write(stream, RemoteFrame.Kinds.Refusal, Encoding.UTF8.GetBytes(
                    $"Process {Environment.ProcessId}, which has the warehouse open, runs in the environment {_app.Declaration.Environment} and this one in {command.Environment}: they would not mean the same. Wait until it has ended, or give each environment a state folder of its own (Dataplatform:StateFolder)."));
                return;
            }

            await CarryOutAsync(stream, command);
        }
        catch (Exception e) when (e is IOException or SocketException or JsonException or OperationCanceledException)
        {
            // The asker is gone, or was none of ours.
        }
        finally
        {
            await served.CancelAsync();
        }
    }

    // What waits for the asker, to read or to write, ends with its connection.
    private static async Task LeaveAsync(Socket socket, TimeProvider clock, CancellationToken served)
    {
        try
        {
            await Task.Delay(Patience, clock, served);
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It was done before.
        }
    }

    [SuppressMessage("Reliability", "CA2025:Ensure tasks using 'IDisposable' instances complete before the instances are disposed", Justification = "It is awaited in the finally block.")]
    private async Task CarryOutAsync(NetworkStream stream, RemoteCommand command)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(_stop);
        var listening = ListenForCancelAsync(stream, cancel);
        try
        {
            await RunAsync(stream, command, cancel.Token);
            stream.Socket.Shutdown(SocketShutdown.Send);
        }
        finally
        {
            await listening;
        }
    }

    private async Task RunAsync(NetworkStream stream, RemoteCommand command, CancellationToken cancellationToken)
    {
        var gate = new Lock();
        var output = new PipeStream(new FrameStream(stream, gate, RemoteFrame.Kinds.Output));
        var console = new CliConsole
        {
            Out = CliConsole.Writer(output),
            Error = CliConsole.Writer(new PipeStream(new FrameStream(stream, gate, RemoteFrame.Kinds.Error))),
            OutputFailure = () => output.Failure,
            IsTerminal = command.IsTerminal,
            IsErrorTerminal = command.IsErrorTerminal,
            Size = () => (command.Width, command.Height),
            Variable = name => name == "NO_COLOR" ? command.NoColor : null,
        };
        var code = await CommandLine.RunAsync(_app, command.Args, console, cancellationToken);
        lock (gate)
        {
            var bytes = new byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(bytes, code);
            RemoteFrame.Write(stream, RemoteFrame.Kinds.Exit, bytes);
        }
    }

    // Until the asker closes its end: an asker that is gone wants nothing any more.
    private static async Task ListenForCancelAsync(NetworkStream stream, CancellationTokenSource cancel)
    {
        try
        {
            while (await RemoteFrame.ReadAsync(stream, CancellationToken.None) is { Kind: RemoteFrame.Kinds.Cancel })
            {
                await cancel.CancelAsync();
            }

            await cancel.CancelAsync();
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            try
            {
                await cancel.CancelAsync();
            }
            catch (ObjectDisposedException)
            {
                // The command was done before.
            }
        }
    }
}
