using System.Collections.ObjectModel;
using System.Text.Json;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Events.Wire;

namespace Dataplatform.Sdk.Cli.Writers;

/// <summary>The JSON form of run events. Its names are read by other people's programs: they are documented in
/// docs/cli.md, held by a snapshot test, and never derived from names in C#.</summary>
internal static class RunEventJson
{
    public static void Write(Utf8JsonWriter json, RunEvent runEvent)
    {
        json.WriteString("event", Name(runEvent));
        if (runEvent is RunEvent.RunCompleted completed)
        {
            WriteCompleted(json, completed);
            return;
        }

        WriteOrigin(json, runEvent.RunId, runEvent.Time);
        switch (runEvent)
        {
            case RunEvent.RunStarted started:
                json.WriteKeys("assets", started.Assets);
                json.WriteStartObject("tags");
                foreach (var (key, value) in (started.Launch?.Tags ?? ReadOnlyDictionary<string, string>.Empty).OrderBy(tag => tag.Key, StringComparer.Ordinal))
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
                break;
            case RunEvent.StepStarted step:
                json.WriteString("step", step.Step);
                json.WriteKeys("assets", step.Assets);
                WritePartitions(json, step.Partitions);
                break;
            case RunEvent.StepRetrying retry:
                json.WriteString("step", retry.Step);
                json.WriteKeys("assets", retry.Assets);
                json.WriteNumber("attempt", retry.Attempt);
                json.WriteMilliseconds("delay_ms", retry.Delay);
                WriteError(json, retry.Error);
                break;
            case RunEvent.AssetMaterialized asset:
                json.WriteString("key", asset.Key.Path);
                json.WriteString("version", asset.Version);
                json.WriteOptional("rows", asset.Rows);
                json.WriteOptional("bytes", asset.Bytes);
                json.WriteMilliseconds("duration_ms", asset.Duration);
                MetadataJson.Write(json, "metadata", asset.Metadata);
                WritePartitions(json, [.. asset.Partitions.Select(partition => partition.Place)]);
                break;
            case RunEvent.AssetObserved asset:
                json.WriteString("key", asset.Key.Path);
                json.WriteString("data_version", asset.DataVersion);
                json.WriteMilliseconds("duration_ms", asset.Duration);
                MetadataJson.Write(json, "metadata", asset.Metadata);
                WritePartitions(json, [.. asset.Partitions.Select(partition => partition.Place)]);
                break;
            case RunEvent.CheckEvaluated check:
                CheckJson.Write(json, check);
                WritePartitions(json, check.Partitions);
                break;
            case RunEvent.AssetChecked asset:
                json.WriteString("key", asset.Key.Path);
                json.WriteNumber("failed", asset.Failed);
                json.WriteMilliseconds("duration_ms", asset.Duration);
                break;
            case RunEvent.AssetReported asset:
                json.WriteString("key", asset.Key.Path);
                json.WriteString("data_version", asset.DataVersion);
                MetadataJson.Write(json, "metadata", asset.Metadata);
                WritePartitions(json, [.. asset.Partitions.Select(partition => partition.Place)]);
                break;
            case RunEvent.AssetFailed asset:
                json.WriteString("key", asset.Key.Path);
                json.WriteMilliseconds("duration_ms", asset.Duration);
                WriteError(json, asset.Error);
                WritePartitions(json, asset.Partitions);
                break;
            case RunEvent.AssetSkipped asset:
                json.WriteString("key", asset.Key.Path);
                json.WriteString("reason", asset.Reason);
                WritePartitions(json, asset.Partitions);
                break;
            case RunEvent.AssetWiped asset:
                json.WriteString("key", asset.Key.Path);
                break;
            case RunEvent.AssetRolledBack asset:
                json.WriteString("key", asset.Key.Path);
                json.WriteString("version", asset.Restored.Version);
                json.WriteString("withdrawn", asset.Withdrawn);
                break;
            case RunEvent.RunDied died:
                json.WriteString("reason", died.Reason);
                break;
            case RunEvent.AssetCancelled asset:
                json.WriteString("key", asset.Key.Path);
                json.WriteMilliseconds("duration_ms", asset.Duration);
                json.WriteString("reason", asset.Reason);
                WritePartitions(json, asset.Partitions);
                break;
            case RunEvent.BackfillStarted backfill:
                json.WriteString("selection", backfill.Launch.Selection);
                json.WriteKeys("assets", backfill.Targets.Select(target => target.Asset));
                json.WriteNumber("partitions", backfill.Targets.Sum(target => target.Count));
                break;
            case RunEvent.BackfillEnded backfill:
                json.WriteString("status", StatusNames.Of(backfill.Status));
                json.WriteNumber("materialized", backfill.Made);
                json.WriteNumber("failed", backfill.Failed);
                json.WriteNumber("not_tried", backfill.Blocked);
                break;
            case RunEvent.PartitionKeysAdded added:
                json.WriteString("set", added.Set);
                json.WriteStrings("keys", added.Keys);
                break;
            case RunEvent.PartitionKeysRemoved removed:
                json.WriteString("set", removed.Set);
                json.WriteStrings("keys", removed.Keys);
                break;
        }
    }

    /// <summary>No event, but told in the same way.</summary>
    public static void Write(Utf8JsonWriter json, StepProgress progress)
    {
        json.WriteString("event", "step_progress");
        WriteOrigin(json, progress.RunId, progress.Time);
        json.WriteString("step", progress.Step);
        json.WriteString("key", progress.Key.Path);
        json.WriteMilliseconds("duration_ms", progress.Elapsed);
        json.WriteOptional("rows", progress.Rows);
        json.WriteOptional("rows_read", progress.RowsRead);
        json.WriteOptional("fraction", progress.Fraction, digits: 6);
        json.WriteOptional("rows_per_second", progress.RowsPerSecond, digits: 1);
    }

    // Only where there are any, so that nobody else reads an empty list.
    private static void WritePartitions(Utf8JsonWriter json, IReadOnlyList<PartitionPlace> places)
    {
        if (places.Count > 0)
        {
            json.WriteStrings("partitions", [.. places.Select(place => place.Key.Text)]);
        }
    }

    private static void WriteError(Utf8JsonWriter json, StepError error)
    {
        json.WriteStartObject("error");
        json.WriteString("message", error.Message);
        json.WriteString("exception", error.Exception);
        json.WriteStrings("frames", error.Frames);
        json.WriteEndObject();
    }

    private static void WriteOrigin(Utf8JsonWriter json, RunId run, DateTimeOffset time)
    {
        json.WriteString("run_id", run.Value);
        json.WriteTime("time", time);
    }

    private static string Name(RunEvent runEvent) => runEvent switch
    {
        RunEvent.RunStarted => "run_started",
        RunEvent.StepStarted => "step_started",
        RunEvent.StepRetrying => "step_retrying",
        RunEvent.AssetMaterialized => "asset_materialized",
        RunEvent.AssetObserved => "asset_observed",
        RunEvent.AssetReported => "asset_reported",
        RunEvent.CheckEvaluated => "check_evaluated",
        RunEvent.AssetChecked => "asset_checked",
        RunEvent.AssetFailed => "asset_failed",
        RunEvent.AssetSkipped => "asset_skipped",
        RunEvent.AssetCancelled => "asset_cancelled",
        RunEvent.RunCompleted => "run_completed",
        RunEvent.RunDied => "run_died",
        RunEvent.AssetWiped => "asset_wiped",
        RunEvent.AssetRolledBack => "asset_rolled_back",
        RunEvent.RetentionApplied => "retention_applied",
        RunEvent.BackfillStarted => "backfill_started",
        RunEvent.BackfillResumed => "backfill_resumed",
        RunEvent.BackfillCancelRequested => "backfill_cancel_requested",
        RunEvent.BackfillEnded => "backfill_ended",
        RunEvent.PartitionKeysAdded => "partition_keys_added",
        RunEvent.PartitionKeysRemoved => "partition_keys_removed",
        _ => throw new InvalidOperationException($"The event '{runEvent.GetType().Name}' has no JSON form."),
    };

    private static void WriteCompleted(Utf8JsonWriter json, RunEvent.RunCompleted run)
    {
        json.WriteString("status", StatusNames.Of(run.Status));
        json.WriteStartArray("assets");
        foreach (var asset in run.Assets)
        {
            json.WriteStartObject();
            json.WriteString("key", asset.Key.Path);
            json.WriteString("status", StatusNames.Of(asset.Status));
            json.WriteOptional("rows", asset.Rows);
            json.WriteMilliseconds("duration_ms", asset.Duration);
            json.WriteString("reason", asset.Reason);
            WritePartitions(json, asset.Partitions);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
