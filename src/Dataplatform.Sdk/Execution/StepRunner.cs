using System.Diagnostics.CodeAnalysis;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution.Telemetry;
using Dataplatform.Sdk.Planning;
using Microsoft.Extensions.Logging;

namespace Dataplatform.Sdk.Execution;

/// <summary>Runs one step: bind, call, stage, publish, clean up. Whatever happens becomes a result for each asset.</summary>
internal static class StepRunner
{
    /// <summary>Makes one attempt; never throws.</summary>
    public static async ValueTask<StepAttempt> RunAsync(RunScope run, PlannedStep planned, StepGate gate, StepMeter? meter = null, int attempt = 1)
    {
        using var span = RunTelemetry.BeginStep(run, planned, attempt);
        var began = run.Clock.GetTimestamp();
        var made = await AttemptAsync(run, planned, gate, meter, attempt);
        RunTelemetry.EndStep(span, planned, run.Clock.GetElapsedTime(began), made);
        return made;
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever a step throws is that step's failure.")]
    private static async ValueTask<StepAttempt> AttemptAsync(RunScope run, PlannedStep planned, StepGate gate, StepMeter? meter, int attempt)
    {
        var results = new OutputResult[planned.Assets.Count];
        RunningStep? step = null;
        Exception? failure = null;
        try
        {
            step = new RunningStep(run, planned, meter, attempt);
            if (planned.IsCheck)
            {
                await CheckPublishedAsync(run, planned, step, attempt, results);
            }
            else
            {
                await step.InvokeAsync();
                await CheckStagedAsync(run, planned, step, attempt, results);
                await PublishAsync(run, planned, step, gate, results);
            }
        }
        catch (Exception exception) when (run.IsEnding && IsCancellation(exception))
        {
            Fill(results, new OutputResult(AssetStatus.Cancelled) { Reason = RunReasons.Interrupted });
        }
        catch (Exception exception)
        {
            failure = exception;
            Fill(results, new OutputResult(AssetStatus.Failed) { Error = StepErrors.Describe(exception) });
        }

        try
        {
            if (step is not null)
            {
                await step.CloseAsync();
            }
        }
        catch (Exception exception)
        {
            // What is published stays published: a failing clean-up is worth a line, not a failed asset.
            ExecutionLog.CleanupFailed(run.Loggers.CreateLogger<RunExecutor>(), planned.Step.Name, exception);
        }

        return new(results, failure);
    }

    // All of them before anything is decided: whoever has to mend the data wants to see everything that is wrong with it.
    private static async ValueTask CheckStagedAsync(RunScope run, PlannedStep planned, RunningStep step, int attempt, OutputResult[] results)
    {
        if (!StepChecks.Has(run, planned) || step.ObservedVersion is not null)
        {
            return;
        }

        var checks = new StepChecks(run, planned, step.Sessions, attempt);
        var blocking = new List<(AssetKey, CheckFinding)>();
        for (var i = 0; i < results.Length; i++)
        {
            var key = planned.Assets[i].Key;
            if (!step.IsAbsent(step.OutputOf(key)))
            {
                var findings = await checks.RunAsync(key, asset => step.OutputOf(asset) is >= 0 and var output ? step.StagedOf(output) : null);
                results[i] = results[i] with { Checks = findings };
                blocking.AddRange(findings.Where(finding => finding.Blocks).Select(finding => (key, finding)));
            }
        }

        if (blocking.Count > 0)
        {
            throw new CheckFailedException(blocking);
        }
    }

    private static async ValueTask CheckPublishedAsync(RunScope run, PlannedStep planned, RunningStep step, int attempt, OutputResult[] results)
    {
        var checks = new StepChecks(run, planned, step.Sessions, attempt);
        for (var i = 0; i < results.Length; i++)
        {
            var asset = planned.Assets[i];
            var isThere = asset.IsExternal || asset.Kind == ValueKind.Effect || asset.As == Materialize.Ephemeral
                || await (await step.Sessions.InAsync(asset.Store)).Session.IsPublishedAsync(asset.Key, run.Cancellation);
            if (!isThere)
            {
                results[i] = new OutputResult(AssetStatus.Skipped) { Reason = RunReasons.NothingToCheck, IsKnown = true };
                continue;
            }

            var findings = await checks.RunAsync(asset.Key, static _ => null);
            results[i] = new OutputResult(findings.Any(finding => finding.IsError) ? AssetStatus.ChecksFailed : AssetStatus.Checked) { Checks = findings, IsKnown = true };
        }
    }

    private static async ValueTask PublishAsync(RunScope run, PlannedStep planned, RunningStep step, StepGate gate, OutputResult[] results)
    {
        var outputs = planned.Step.Outputs;
        for (var i = 0; i < outputs.Count; i++)
        {
            step.IsAbsent(i);
        }

        var sessions = step.OpenSessions;
        if (planned.Slice is not null && run.ToldAsync is { } told && sessions.Any(session => session.Staged.Count > 0))
        {
            // As of when its inputs were read is the place of the step's begin in the log. Nobody could tell if the process died behind the publication.
            await told();
        }

        for (var i = 0; i < sessions.Count; i++)
        {
            if (sessions[i].Staged.Count == 0)
            {
                continue;
            }

            // Only before the first: with outputs in two stores, one half is worse than being a moment late.
            if (!gate.IsPublishing)
            {
                if (run.IsEnding || !gate.TryPublish())
                {
                    throw new OperationCanceledException(run.Cancellation);
                }
            }

            await sessions[i].Session.PublishAsync(sessions[i].Staged, run.Abandonment);
            foreach (var staged in sessions[i].Staged)
            {
                Record(run, planned, step, staged.Key, results);
            }
        }

        // Last, because effects count only if all went well: unlike tables they have no version that could stand.
        for (var i = 0; i < outputs.Count; i++)
        {
            if (step.StagedOf(i) is null)
            {
                Record(run, planned, step, outputs[i].Key, results);
            }
        }
    }

    private static void Record(RunScope run, PlannedStep planned, RunningStep step, AssetKey key, OutputResult[] results)
    {
        for (var asset = 0; asset < results.Length; asset++)
        {
            if (planned.Assets[asset].Key != key)
            {
                continue;
            }

            var output = step.OutputOf(key);
            var staged = step.StagedOf(output);
            if (step.IsAbsent(output) && planned.Slice is null)
            {
                run.LeftOut.Add(key);
            }

            if (staged is not null && planned.Slice is null && step.CaptureOf(output) is { } capture)
            {
                run.Shelf?.Put(staged, planned.Assets[asset].Rows!, capture);
            }

            if (staged is not null)
            {
                var code = run.CodeOf(key);
                run.Versions.Put(key, staged.Version, step.DataVersionOf(output), new(code?.Version, code?.Build, step.Inputs));
            }

            var checks = results[asset].Checks;
            results[asset] = step.IsAbsent(output)
                ? new OutputResult(AssetStatus.Skipped) { Reason = RunReasons.LeftOutByMethod, Inputs = step.Inputs, IsKnown = true }
                : step.ObservedVersion is { } observed
                ? new OutputResult(AssetStatus.Observed) { DataVersion = observed, Observed = step.ObservedPartitions, Metadata = step.MetadataOf(output), IsKnown = true }
                : new OutputResult(AssetStatus.Materialized)
                {
                    Version = staged?.Version,
                    Rows = staged?.Rows,
                    Bytes = staged?.Bytes,
                    DataVersion = step.DataVersionOf(output),
                    Partitions = staged?.Partitions,
                    Inputs = step.Inputs,
                    Metadata = step.MetadataOf(output),
                    Checks = checks,
                    IsKnown = true,
                };
        }
    }

    // With outputs in two stores the first may be published before the second fails; what is published stays recorded so.
    private static void Fill(OutputResult[] results, OutputResult result)
    {
        for (var i = 0; i < results.Length; i++)
        {
            if (!results[i].IsKnown)
            {
                results[i] = result with { IsKnown = true, Checks = results[i].Checks };
            }
        }
    }

    private static bool IsCancellation(Exception exception) => exception switch
    {
        OperationCanceledException => true,
        AggregateException { InnerExceptions.Count: > 0 } aggregate => aggregate.InnerExceptions.All(IsCancellation),
        { InnerException: { } inner } => IsCancellation(inner),
        _ => false,
    };
}
