using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Tests.Fakes;

namespace Dataplatform.Sdk.Tests.Execution;

/// <summary>What a listener is told. Other tests run beside these, so each looks only at the keys of its own.</summary>
public sealed class TelemetryTests : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ConcurrentQueue<(string Name, double Value, string Tags)> _measured = new();
    private readonly ActivityListener _listener;
    private readonly MeterListener _meter = new();

    public TelemetryTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == DataplatformTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
        _meter.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == DataplatformTelemetry.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meter.SetMeasurementEventCallback<double>((instrument, value, tags, _) => _measured.Enqueue((instrument.Name, value, Text(tags))));
        _meter.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _measured.Enqueue((instrument.Name, value, Text(tags))));
        _meter.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public async Task A_run_is_a_span_with_its_steps_and_their_calls_of_stores_within()
    {
        var completed = await new TestRun(new TestCatalog().Rows("telemetry/a").Rows("telemetry/b", ["telemetry/a"])).ExecuteAsync();

        var spans = _spans.Where(span => span.TraceId == RunSpan(completed).TraceId).ToList();
        var run = RunSpan(completed);
        var steps = spans.Where(span => span.ParentSpanId == run.SpanId).ToList();
        steps.Select(step => step.GetTagItem("dataplatform.asset.keys")).ShouldBe(["telemetry/a", "telemetry/b"], ignoreOrder: true);
        steps.ShouldAllBe(step => Equals(step.GetTagItem("dataplatform.step.attempt"), 1));
        run.GetTagItem("dataplatform.run.status").ShouldBe("succeeded");
        var second = steps.Single(step => Equals(step.GetTagItem("dataplatform.asset.keys"), "telemetry/b"));
        spans.Where(span => span.ParentSpanId == second.SpanId).Select(span => span.DisplayName).ShouldBe(["store bind", "store stage", "store publish"]);
    }

    [Fact]
    public async Task A_failure_is_the_status_of_its_span()
    {
        var completed = await new TestRun(new TestCatalog().Effect("telemetry/broken", body: _ => throw new InvalidOperationException("no way"))).ExecuteAsync();

        var step = _spans.Single(span => Equals(span.GetTagItem("dataplatform.asset.keys"), "telemetry/broken"));
        (step.Status, step.StatusDescription).ShouldBe((ActivityStatusCode.Error, "no way"));
        RunSpan(completed).Status.ShouldBe(ActivityStatusCode.Error);
        _measured.ShouldContain(("dataplatform.asset.failures", 1, "asset=telemetry/broken"));
    }

    [Fact]
    public async Task Assets_rows_and_durations_are_measured()
    {
        await new TestRun(new TestCatalog().Rows("telemetry/rows")).ExecuteAsync();

        _measured.ShouldContain(("dataplatform.asset.materializations", 1, "asset=telemetry/rows"));
        _measured.ShouldContain(("dataplatform.asset.rows", 1, "asset=telemetry/rows"));
        _measured.Select(measured => (measured.Name, measured.Tags)).ShouldContain(("dataplatform.step.duration", "step=TestAssets.TelemetryRows,status=done"));
        _measured.Select(measured => (measured.Name, measured.Tags)).ShouldContain(("dataplatform.store.duration", "store=memory,operation=publish"));
        _measured.Select(measured => (measured.Name, measured.Tags)).ShouldContain(("dataplatform.run.duration", "status=succeeded"));
    }

    private Activity RunSpan(RunEvent.RunCompleted run) =>
        _spans.Single(span => span.DisplayName == "run" && Equals(span.GetTagItem("dataplatform.run.id"), run.RunId.Value));

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
}
