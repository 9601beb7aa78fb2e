using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Runs;

/// <summary>Begins a run when nothing stands against it: no other run computes one of its assets, and there are not too many.</summary>
internal sealed class RunQueue(IRunLeases leases, RunUndertaker undertaker, TimeProvider clock, int maxRuns)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits for the run's turn and begins it.</summary>
    /// <param name="makeStarted">Makes the first event, at the time of the attempt.</param>
    /// <param name="mayWait">Whether to wait for other runs, or to give up.</param>
    /// <param name="waiting">Is told what it waits for, once for each reason.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="DataplatformException">Something stands against it, and it may not wait.</exception>
    public async ValueTask<RunEvent.RunStarted> BeginAsync(Func<RunEvent.RunStarted> makeStarted, bool mayWait, Action<string> waiting, CancellationToken cancellationToken)
    {
        string? told = null;
        while (true)
        {
            await undertaker.LookAsync(cancellationToken);
            var started = makeStarted();
            var obstacles = await leases.TryBeginAsync(started, ProcessStamps.Current, maxRuns, cancellationToken);
            if (!obstacles.Any)
            {
                return started;
            }

            var reason = await DescribeAsync(obstacles, cancellationToken);
            if (!mayWait)
            {
                throw new DataplatformException($"The run was not begun: {reason}. Wait for it, end it with 'runs cancel', or leave out --no-wait.");
            }

            if (reason != told)
            {
                waiting(reason);
                told = reason;
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private async ValueTask<string> DescribeAsync(RunObstacles obstacles, CancellationToken cancellationToken)
    {
        if (obstacles.Claims.Count == 0)
        {
            return $"{obstacles.Leases.Count} runs go on, which is as many as may (Dataplatform:MaxRuns)";
        }

        var holders = await leases.LeasesAsync(cancellationToken);
        var first = obstacles.Claims[0];
        var process = holders.FirstOrDefault(lease => lease.RunId == first.RunId) is { } lease ? $" (process {lease.Owner.ProcessId})" : string.Empty;
        var more = obstacles.Claims.Count > 1 ? $" and {obstacles.Claims.Count - 1} more of {(first.Partition is null ? "these assets" : "these partitions")}" : string.Empty;
        return $"run {first.RunId.Short}{process} is computing {first.Key}{(first.Partition is { } partition ? $" {partition}" : string.Empty)}{more}";
    }
}
