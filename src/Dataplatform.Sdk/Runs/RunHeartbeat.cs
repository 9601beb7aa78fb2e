using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Runs;

/// <summary>Keeps a run's lease while the run goes on, and ends the run when the lease is lost or somebody asks for its end.</summary>
internal sealed class RunHeartbeat : IAsyncDisposable
{
    /// <summary>How often the lease beats.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly IRunLeases _leases;
    private readonly RunId _run;
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _beating;

    public RunHeartbeat(IRunLeases leases, RunId run, TimeProvider clock, Action? beat = null)
    {
        _leases = leases;
        _run = run;
        Ending = _ending.Token;
        _beating = Task.Run(() => BeatAsync(clock, beat));
    }

    /// <summary>Cancelled when the run is to end.</summary>
    public CancellationToken Ending { get; }

    /// <summary>Where the lease stood last.</summary>
    public LeaseState State { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _beating;
        _stopping.Dispose();
        _ending.Dispose();
    }

    private async Task BeatAsync(TimeProvider clock, Action? beat)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                beat?.Invoke();
                State = await TryBeatAsync() ?? State;
                if (State != LeaseState.Held)
                {
                    await _ending.CancelAsync();
                    if (State == LeaseState.Lost)
                    {
                        return;
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
    }

    private async ValueTask<LeaseState?> TryBeatAsync()
    {
        try
        {
            return await _leases.BeatAsync(_run, _stopping.Token);
        }
        catch (DataplatformException)
        {
            // A beat that fails is one that others miss; the run's own events say what is wrong with the log.
            return null;
        }
    }
}
