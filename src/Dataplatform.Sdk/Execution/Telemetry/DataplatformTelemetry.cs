namespace Dataplatform.Sdk;

/// <summary>The names under which runs are traced and measured, for OpenTelemetry and whatever else listens.</summary>
/// <example>
/// With the package OpenTelemetry.Extensions.Hosting and the exporter of OpenTelemetry's protocol:
/// <code>
/// builder.Services.AddOpenTelemetry().WithTracing(t => t.AddSource(DataplatformTelemetry.Name)).WithMetrics(m => m.AddMeter(DataplatformTelemetry.Name)).UseOtlpExporter();
/// </code>
/// </example>
public static class DataplatformTelemetry
{
    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/> and of the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string Name = "Dataplatform.Sdk";
}
