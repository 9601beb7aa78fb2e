using System.Diagnostics;
using System.Diagnostics.Metrics;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Events.Wire;
using Dataplatform.Sdk.Planning;

namespace Dataplatform.Sdk.Execution.Telemetry;

/// <summary>
/// Spans and measurements of runs, steps and calls of stores. The names are read by other people's dashboards: they are documented in
/// docs/telemetry.md. Without a listener nothing is made.
/// </summary>
internal static class RunTelemetry
{
    private static readonly ActivitySource Source = new(DataplatformTelemetry.Name);
    private static readonly Meter Meter = new(DataplatformTelemetry.Name);
    private static readonly Histogram<double> RunDuration = Meter.CreateHistogram<double>("dataplatform.run.duration", "s", "How long runs took.");
    private static readonly Histogram<double> StepDuration = Meter.CreateHistogram<double>("dataplatform.step.duration", "s", "How long attempts of steps took.");
    private static readonly Histogram<double> StoreDuration = Meter.CreateHistogram<double>("dataplatform.store.duration", "s", "How long calls of stores took.");
    private static readonly Counter<long> Materializations = Meter.CreateCounter<long>("dataplatform.asset.materializations", "{asset}", "Assets that were published.");
    private static readonly Counter<long> Failures = Meter.CreateCounter<long>("dataplatform.asset.failures", "{asset}", "Assets that failed.");
    private static readonly Counter<long> Rows = Meter.CreateCounter<long>("dataplatform.asset.rows", "{row}", "Rows that were published.");

    /// <summary>Whether anybody wants to know about calls of stores.</summary>
    public static bool WatchesStores => Source.HasListeners() || StoreDuration.Enabled;

    /// <summary>Begins the span of a run; null if nobody listens.</summary>
    public static Activity? BeginRun(RunId run, int assets)
    {
        var activity = Source.StartActivity("run");
        activity?.SetTag("dataplatform.run.id", run.Value).SetTag("dataplatform.run.assets", assets);
        return activity;
    }

    /// <summary>Ends it.</summary>
    public static void EndRun(Activity? activity, RunEvent.RunCompleted run)
    {
        var status = StatusNames.Of(run.Status);
        RunDuration.Record(run.Duration.TotalSeconds, new KeyValuePair<string, object?>("status", status));
        activity?.SetTag("dataplatform.run.status", status);
        if (run.Status == RunStatus.Failed)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>Begins the span of an attempt of a step, within that of its run; null if nobody listens.</summary>
    public static Activity? BeginStep(RunScope run, PlannedStep step, int attempt)
    {
        var activity = Source.StartActivity(ActivityKind.Internal, run.Span, name: step.Step.Name);
        activity?.SetTag("dataplatform.run.id", run.RunId.Value).SetTag("dataplatform.asset.keys", string.Join(' ', step.Assets.Select(asset => asset.Key.Path))).SetTag("dataplatform.step.attempt", attempt);
        return activity;
    }

    /// <summary>Ends it.</summary>
    public static void EndStep(Activity? activity, PlannedStep step, TimeSpan duration, in StepAttempt attempt)
    {
        var status = attempt.Failure is null ? "done" : "failed";
        StepDuration.Record(duration.TotalSeconds, new("step", step.Step.Name), new("status", status));
        for (var i = 0; i < attempt.Results.Length; i++)
        {
            var asset = new KeyValuePair<string, object?>("asset", step.Assets[i].Key.Path);
            switch (attempt.Results[i])
            {
                case { Status: AssetStatus.Materialized, Rows: var rows }:
                    Materializations.Add(1, asset);
                    Rows.Add(rows ?? 0, asset);
                    break;
                case { Status: AssetStatus.Failed }:
                    Failures.Add(1, asset);
                    break;
            }
        }

        if (attempt.Failure is { } failure)
        {
            activity?.SetStatus(ActivityStatusCode.Error, failure.Message);
        }
    }

    /// <summary>Measures one call of a store, as a span within the step's.</summary>
    public static async ValueTask<T> StoreAsync<T>(string store, string operation, AssetKey key, TimeProvider clock, Func<ValueTask<T>> call)
    {
        using var activity = Source.StartActivity($"store {operation}");
        activity?.SetTag("dataplatform.store", store).SetTag("dataplatform.asset.key", key.Path);
        var began = clock.GetTimestamp();
        try
        {
            return await call();
        }
        catch (Exception exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error, Redaction.Of(exception.Message));
            throw;
        }
        finally
        {
            StoreDuration.Record(clock.GetElapsedTime(began).TotalSeconds, new("store", store), new("operation", operation));
        }
    }
}
