using System.Text.Json;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Events.Wire;

namespace Dataplatform.Sdk.Cli.Writers;

/// <summary>The JSON form of checks. Its names are read by other people's programs, as those of events are.</summary>
internal static class CheckJson
{
    /// <summary>A check, and how it went last.</summary>
    public static void Write(Utf8JsonWriter json, AssetKey asset, CheckDefinition check, CheckRecord? last)
    {
        json.WriteString("key", asset.Path);
        json.WriteString("check", check.Name);
        json.WriteString("severity", CheckMapping.Of(check.Severity));
        json.WriteBoolean("blocking", check.IsBlocking);
        json.WriteString("description", check.Description);
        json.WriteString("status", last switch { null => "never_run", { Passed: true } => "passed", _ => "failed" });
        if (last is not null)
        {
            json.WriteString("run_id", last.RunId.Value);
            json.WriteTime("time", last.Time);
            Found(json, last.Message, last.Version, last.Duration, last.Metadata, last.Evidence);
        }
    }

    /// <summary>What a check has found, as an event tells it.</summary>
    public static void Write(Utf8JsonWriter json, RunEvent.CheckEvaluated check)
    {
        json.WriteString("key", check.Key.Path);
        json.WriteString("check", check.Check);
        json.WriteBoolean("passed", check.Passed);
        json.WriteString("severity", CheckMapping.Of(check.Severity));
        json.WriteBoolean("blocking", check.IsBlocking);
        Found(json, check.Message, check.Version, check.Duration, check.Metadata, check.Evidence);
    }

    private static void Found(
        Utf8JsonWriter json, string? message, string? version, TimeSpan duration, IReadOnlyDictionary<string, MetadataValue> metadata, MetadataValue.Table? evidence)
    {
        json.WriteString("message", message);
        json.WriteString("version", version);
        json.WriteMilliseconds("duration_ms", duration);
        MetadataJson.Write(json, "metadata", metadata);
        if (evidence is not null)
        {
            MetadataJson.WriteTable(json, "evidence", evidence);
        }
    }
}
