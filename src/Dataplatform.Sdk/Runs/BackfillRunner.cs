using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Planning.Backfills;

namespace Dataplatform.Sdk.Runs;

/// <summary>Carries backfills out: one run after the other, each a batch of what is ready. A partition that fails stops only what needs it.</summary>
internal sealed class BackfillRunner(RunLauncher launcher, IEventLog log, TimeProvider clock)
{
    /// <summary>Carries a backfill out.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="request">What to do.</param>
    /// <param name="observer">Is told what happens in its runs, and how it ends.</param>
    /// <param name="cancellationToken">Ends it in order.</param>
    /// <exception cref="DataplatformException">Something is missing, or the log cannot be written.</exception>
    public async Task<RunEvent.BackfillEnded> RunAsync(AssetGraph graph, BackfillRequest request, IRunObserver observer, CancellationToken cancellationToken)
    {
        await log.OpenAsync(cancellationToken);
        var id = request.Resumed ?? RunId.New(clock);
        var began = Began(id, request);
        await log.AppendAsync([began], cancellationToken);
        observer.OnEvent(began);
        var status = RunStatus.Failed;
        RunEvent.BackfillEnded ended;
        try
        {
            status = await RunBatchesAsync(graph, id, request, observer, cancellationToken);
        }
        finally
        {
            ended = Ended(id, status, request);
            await log.AppendAsync([ended], CancellationToken.None);
        }

        observer.OnEvent(ended);
        return ended;
    }

    private async Task<RunStatus> RunBatchesAsync(AssetGraph graph, RunId id, BackfillRequest request, IRunObserver observer, CancellationToken cancellationToken)
    {
        var planner = request.Planner;
        while (planner.Next() is { } batch)
        {
            if (cancellationToken.IsCancellationRequested || await IsCancelRequestedAsync(id, cancellationToken))
            {
                return RunStatus.Cancelled;
            }

            var run = new RunRequest(batch, request.Options, request.Launch with { Backfill = id })
            {
                Partitions = request.Book,
                CodeOf = request.CodeOf,
                Configs = request.Configs,
                MayWait = request.MayWait,
                Waiting = request.Waiting,
            };
            var completed = await launcher.RunAsync(graph, run, observer, cancellationToken);
            var left = planner.Remaining;
            planner.Settle(completed.Assets);
            if (completed.Status == RunStatus.Cancelled)
            {
                return RunStatus.Cancelled;
            }

            if (planner.Remaining == left)
            {
                // The same batch would come again, for ever.
                throw new InvalidOperationException($"Run {completed.RunId.Short} of the backfill settled nothing of its {batch.Steps.Count} steps.");
            }

            if (request.Options.FailFast && completed.Status == RunStatus.Failed)
            {
                return RunStatus.Failed;
            }
        }

        return planner.Steps.Any(step => !step.Failed.IsEmpty || !step.Blocked.IsEmpty || !step.Remaining.IsEmpty) ? RunStatus.Failed : RunStatus.Succeeded;
    }

    // Of what was asked before it was resumed nothing counts.
    private async ValueTask<bool> IsCancelRequestedAsync(RunId id, CancellationToken cancellationToken)
    {
        var isRequested = false;
        await foreach (var logged in log.ReadAsync(id, cancellationToken))
        {
            isRequested = logged.Event switch
            {
                RunEvent.BackfillCancelRequested => true,
                RunEvent.BackfillResumed => false,
                _ => isRequested,
            };
        }

        return isRequested;
    }

    private RunEvent Began(RunId id, BackfillRequest request) => request.Resumed is not null
        ? new RunEvent.BackfillResumed(id, clock.GetUtcNow(), ProcessStamps.Current)
        : new RunEvent.BackfillStarted(
            id, clock.GetUtcNow(), request.Launch,
            [.. request.Planner.Steps.Select(step => new BackfillTarget(step.Planned.Assets[0].Key, step.Planned.Step.Partitions is null ? string.Empty : PartitionSetText.Write(step.Target), step.Target.Count))],
            ProcessStamps.Current)
        {
            NewestFirst = request.NewestFirst,
        };

    private RunEvent.BackfillEnded Ended(RunId id, RunStatus status, BackfillRequest request)
    {
        var steps = request.Planner.Steps;
        return new(id, clock.GetUtcNow(), status, request.MadeBefore + steps.Sum(step => step.Done.Count), steps.Sum(step => step.Failed.Count), steps.Sum(step => step.Blocked.Count));
    }
}
