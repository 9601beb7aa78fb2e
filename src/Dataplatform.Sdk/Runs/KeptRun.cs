using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Runs;

/// <summary>One run as the log keeps it: begun in its turn, its lease held, its events written, and ended whatever happens.</summary>
internal sealed class KeptRun : IAsyncDisposable
{
    private readonly IRunLeases _leases;
    private readonly TimeProvider _clock;
    private readonly RunSettings _settings;
    private readonly EventLogWriter _events;
    private readonly CancellationTokenSource _ending;
    private RunHeartbeat? _heartbeat;
    private bool _isEnded;

    public KeptRun(RunId id, IEventLog log, IRunLeases leases, TimeProvider clock, RunSettings settings, CancellationToken cancellationToken)
    {
        Id = id;
        (_leases, _clock, _settings) = (leases, clock, settings);
        _events = new EventLogWriter(log);
        Text = new RunTextLog(settings.TextLogs, id, clock);
        _ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _events.Failing);
    }

    public RunId Id { get; }

    public RunTextLog Text { get; }

    /// <summary>Cancelled when the run is to end: by whoever launched it, by another process, or because its log fails.</summary>
    public CancellationToken Ending => _ending.Token;

    /// <summary>Waits until the log has everything that the run has said so far.</summary>
    public ValueTask ToldAsync() => _events.WrittenAsync();

    public IRunObserver Observe(IRunObserver watcher) => new RunObserver(watcher, _events, Text);

    /// <summary>Waits for the run's turn and begins it.</summary>
    public async ValueTask<RunEvent.RunStarted> BeginAsync(RunRequest request, Revocation revocation, CancellationToken cancellationToken)
    {
        var undertaker = new RunUndertaker(_leases, new LeaseWatch(_clock, ProcessStamps.IsAlive), _clock, revocation.RevokeAsync);
        var started = await new RunQueue(_leases, undertaker, _clock, _settings.MaxRuns).BeginAsync(
            () => new RunEvent.RunStarted(Id, _clock.GetUtcNow(), request.Plan.Assets) 
            {
                Launch = request.Launch,
                Slices = request.Plan.Slices,
                SliceCodes = [.. request.Plan.Slices.Select(slice => slice.Asset).Distinct().Select(key => (Key: key, Code: request.CodeOf(key))).Where(asset => asset.Code is not null).Select(asset => new SliceCode(asset.Key, asset.Code!.Version, asset.Code.Build))],
            },
            request.MayWait, request.Waiting, cancellationToken);
        _heartbeat = new RunHeartbeat(_leases, Id, _clock, Text.Flush);
        _heartbeat.Ending.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _ending);
        return started;
    }

    /// <summary>Writes the run's end and gives its lease back.</summary>
    /// <exception cref="DataplatformException">The log cannot be written, or the lease was lost.</exception>
    public async ValueTask EndAsync(RunEvent.RunCompleted completed)
    {
        await _events.CompleteAsync();
        if (_events.Failure is { } failure)
        {
            throw failure;
        }

        _isEnded = true;
        if (_heartbeat?.State == LeaseState.Lost)
        {
            throw new DataplatformException(
                $"Run {Id.Short} was given up by another process, because this one had been silent for too long. What it had not published by then stays unpublished. Look at it with 'runs show {Id.Short}'.");
        }

        await _leases.EndAsync(Id, [completed], CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_heartbeat is not null)
        {
            await _heartbeat.DisposeAsync();
            await GiveUpAsync();
        }

        await _events.DisposeAsync();
        Text.Dispose();
        _ending.Dispose();
    }

    // A run that ends by an exception must not look as if it went on.
    private async ValueTask GiveUpAsync()
    {
        if (_isEnded)
        {
            return;
        }

        try
        {
            // Cancelled before its first step; anything else that ends a run so early is a mistake.
            await _leases.EndAsync(
                Id,
                [
                    _ending.IsCancellationRequested
                        ? new RunEvent.RunCompleted(Id, _clock.GetUtcNow(), RunStatus.Cancelled, TimeSpan.Zero, [])
                        : new RunEvent.RunDied(Id, _clock.GetUtcNow(), "it ended with an error of the engine"),
                ],
                CancellationToken.None);
        }
        catch (DataplatformException)
        {
            // The log is what failed; whoever looks next finds the lease without a process.
        }
    }
}
