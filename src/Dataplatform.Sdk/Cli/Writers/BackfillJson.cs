using System.Text.Json;
using Dataplatform.Sdk.Events.Wire;
using Dataplatform.Sdk.Runs;

namespace Dataplatform.Sdk.Cli.Writers;

/// <summary>The JSON form of a backfill. Its names are documented in docs/cli.md.</summary>
internal static class BackfillJson
{
    public static void Write(Utf8JsonWriter json, BackfillRecord backfill)
    {
        json.WriteString("backfill_id", backfill.Started.RunId.Value);
        json.WriteString("state", StatusNames.Of(backfill.State));
        json.WriteTime("started", backfill.Started.Time);
        json.WriteTime("ended", backfill.Ended?.Time);
        json.WriteString("selection", backfill.Started.Launch.Selection);
        json.WriteNumber("partitions", backfill.Total);
        json.WriteNumber("materialized", backfill.Ended?.Made ?? backfill.Runs.Sum(run => run.Materialized));
        json.WriteNumber("failed", backfill.Ended?.Failed ?? backfill.Runs.Sum(run => run.Failed));
        json.WriteNumber("not_tried", backfill.Ended?.Blocked ?? backfill.Runs.Sum(run => run.NotComputed));
        json.WriteStartArray("assets");
        foreach (var target in backfill.Started.Targets)
        {
            json.WriteStartObject();
            json.WriteString("key", target.Asset.Path);
            json.WriteNumber("partitions", target.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("runs");
        foreach (var run in backfill.Runs)
        {
            json.WriteStringValue(run.Id.Value);
        }

        json.WriteEndArray();
    }
}
