using System.Text.Json;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Events.Wire;

namespace Dataplatform.Sdk.Cli.Writers;

/// <summary>The JSON form of a run in a list. Its names are documented in docs/cli.md.</summary>
internal static class RunJson
{
    public static void Write(Utf8JsonWriter json, RunRecord run)
    {
        json.WriteString("run_id", run.Id.Value);
        json.WriteString("state", StatusNames.Of(run.State));
        json.WriteTime("started", run.StartedAt);
        json.WriteTime("ended", run.EndedAt);
        json.WriteString("selection", run.Launch.Selection);
        json.WriteString("launcher", run.Launch.Launcher);
        json.WriteString("resumed_from", run.Launch.ResumedFrom?.Value);
        json.WriteStartObject("tags");
        foreach (var (name, value) in run.Launch.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal))
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteNumber("planned", run.Planned);
        json.WriteNumber("materialized", run.Materialized);
        json.WriteNumber("observed", run.Observed);
        json.WriteNumber("checked", run.Checked);
        json.WriteNumber("failed", run.Failed);
        json.WriteNumber("not_computed", run.NotComputed);
        json.WriteString("reason", run.Reason);
    }
}
