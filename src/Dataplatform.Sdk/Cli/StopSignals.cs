using System.Diagnostics;
using System.Runtime.InteropServices;
using Dataplatform.Sdk.Cli.Terminal;

namespace Dataplatform.Sdk.Cli;

/// <summary>
/// Turns the first SIGINT (Ctrl-C) or SIGTERM into a cancellation. A second one is left to the system, which kills at
/// once.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    // Whoever passes a signal on (timeout, npm, a terminal to its whole process group) may do so twice at once. That is
    // not a user who lost patience.
    private static readonly TimeSpan OneAndTheSame = TimeSpan.FromMilliseconds(300);

    // Visible cursor, ordinary colours: a killed process must not leave the terminal as the live view had it.
    private const string ResetTerminal = "\e[?25h\e[0m";

    private readonly CancellationTokenSource _stop;
    private readonly PosixSignalRegistration[] _registrations;
    private readonly CliConsole _console;
    private long _first;

    private StopSignals(CliConsole console, CancellationToken cancellationToken)
    {
        _console = console;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _registrations = console.IsProcess
            ? [PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal), PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal)]
            : [];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    /// <param name="console">The console; signals are listened to only for the one of the process.</param>
    /// <param name="cancellationToken">Cancels too.</param>
    public static StopSignals Listen(CliConsole console, CancellationToken cancellationToken) => new(console, cancellationToken);

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    private void OnSignal(PosixSignalContext signal)
    {
        var first = Interlocked.CompareExchange(ref _first, Stopwatch.GetTimestamp(), 0);
        if (first != 0)
        {
            signal.Cancel = Stopwatch.GetElapsedTime(first) < OneAndTheSame;
            if (!signal.Cancel && _console.IsTerminal)
            {
                _console.Out.Write(ResetTerminal);
                _console.Out.Flush();
            }

            return;
        }

        signal.Cancel = true;

        // On another thread: whoever waits for the token may run on for a while, and the next signal must be heard.
        ThreadPool.UnsafeQueueUserWorkItem(static stop => Cancel(stop), _stop, preferLocal: false);
    }

    private static void Cancel(CancellationTokenSource stop)
    {
        try
        {
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The verb was done when the signal came.
        }
    }
}
