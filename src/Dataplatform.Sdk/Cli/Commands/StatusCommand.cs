using System.CommandLine;
using System.Text.Json;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Cli.Writers;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Events.Wire;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Status;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>status</c>: what is fresh, stale or missing, and why.</summary>
internal static class StatusCommand
{
    public static Command Create(CliContext context)
    {
        var select = CommonOptions.Select();
        var json = CommonOptions.Json();
        var command = new Command("status", "Show what is fresh, stale or missing, and why.") { select, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var signals = StopSignals.Listen(context.Console, cancellationToken);
            var assets = context.Select(parsed.GetValue(select));
            var report = await context.FreshnessAsync(signals.Token);
            if (parsed.GetValue(json))
            {
                WriteJson(context, assets, report);
            }
            else
            {
                WriteTable(context, assets, report);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static void WriteTable(CliContext context, IReadOnlyList<AssetNode> assets, FreshnessReport report)
    {
        var now = context.App.Clock.GetUtcNow();
        var table = new TextTable(["asset", "status", "materialized", "why"], [false, false, false, false]);
        foreach (var asset in assets)
        {
            var status = report.Assets[asset.Key];
            table.Add([new(asset.Key.Path), Word(asset, status.State), new(status.Record?.Latest is { } latest ? RunWords.Ago(latest.Time, now) : string.Empty, Tone.Dim), new(Why(report, status, now))]);
        }

        foreach (var line in table.Lines(context.Console.Width))
        {
            context.Console.WriteLine(line);
        }

        context.Console.WriteLine(new Line(Summary(assets, report), Tone.Dim));
    }

    private static Span Word(AssetNode asset, Freshness state) => state switch
    {
        Freshness.Fresh => new("fresh", Tone.Good),
        Freshness.Stale => new("stale", Tone.Warn),
        Freshness.Missing => new("missing", Tone.Bad),
        Freshness.LeftOut => new("left out", Tone.Dim),
        _ => new(AssetWords.Of(asset.Definition), Tone.Dim),
    };

    // What went wrong last is what people ask about first.
    private static string Why(FreshnessReport report, AssetFreshness status, DateTimeOffset now)
    {
        var reason = status.Partitions is { } partitions ? PartitionWords.Of(partitions) : status.State == Freshness.Missing ? null : report.Explain(status.Key) ?? status.Note;
        if (status is { State: Freshness.NotKept, Record.Observed: { } observed })
        {
            var ago = $"{(observed.RunId == status.Record.Latest?.RunId ? "reported" : "observed")} {RunWords.Ago(observed.Time, now)}";

            // A report without a data version has its own id for one.
            reason = status.Partitions is { } windows ? $"{ago}: {PartitionWords.OfObserved(windows)}" : observed.DataVersion == observed.RunId.Value ? ago : $"{ago}: {TextWidth.OneLine(observed.DataVersion)}";
        }

        if (status.Record?.Latest?.RestoredAt is { } restored)
        {
            reason = reason is null ? $"rolled back {RunWords.Ago(restored, now)}" : $"{reason} (rolled back {RunWords.Ago(restored, now)})";
        }

        return status.Record?.LastAttempt is { Status: AssetStatus.Failed } attempt && attempt.Position > Math.Max(status.Record.LatestPosition, status.Record.Observed?.Position ?? 0)
            ? $"failed: {attempt.Reason}{(reason is null ? string.Empty : $" ({reason})")}"
            : reason ?? string.Empty;
    }

    private static string Summary(IReadOnlyList<AssetNode> assets, FreshnessReport report)
    {
        var states = assets.Select(asset => report.Assets[asset.Key].State).ToLookup(state => state);
        return $"{states[Freshness.Fresh].Count()} fresh, {states[Freshness.Stale].Count()} stale, {states[Freshness.Missing].Count()} missing";
    }

    private static void WriteJson(CliContext context, IReadOnlyList<AssetNode> assets, FreshnessReport report)
    {
        var lines = new JsonLines(context.Console.Out);
        foreach (var asset in assets)
        {
            lines.WriteLine(json => Write(json, report.Assets[asset.Key]));
        }
    }

    private static void Write(Utf8JsonWriter json, AssetFreshness status)
    {
        json.WriteString("key", status.Key.Path);
        json.WriteString("status", status.State switch
        {
            Freshness.Fresh => "fresh",
            Freshness.Stale => "stale",
            Freshness.Missing => "missing",
            Freshness.LeftOut => "left_out",
            _ => "not_kept",
        });
        json.WriteStartArray("reasons");
        foreach (var reason in status.Reasons)
        {
            json.WriteStartObject();
            json.WriteString("reason", reason.Text);
            json.WriteString("upstream", reason.Upstream?.Path);
            json.WriteBoolean("inherited", reason.IsInherited);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("note", status.Note);
        if (status.Partitions is { } partitions)
        {
            json.WriteStartObject("partitions");
            json.WriteNumber("existing", partitions.Existing.Count);
            json.WriteNumber("materialized", partitions.Materialized.Intersect(partitions.Existing).Count);
            json.WriteNumber("missing", partitions.Missing.Count);
            json.WriteNumber("failed", partitions.Failed.Count);
            json.WriteNumber("stale", partitions.Stale.Count);
            json.WriteNumber("in_progress", partitions.InProgress.Count);
            json.WriteEndObject();
        }

        json.WriteString("run_id", status.Record?.Latest?.RunId.Value);
        json.WriteString("version", status.Record?.Latest?.Version);
        json.WriteString("code_version", status.Record?.Latest?.CodeVersion);
        json.WriteString("data_version", status.State == Freshness.NotKept ? status.Record?.Observed?.DataVersion : status.Record?.Latest?.DataVersion);
        json.WriteTime("observed", status.Record?.Observed?.Time);
        json.WriteTime("rolled_back", status.Record?.Latest?.RestoredAt);
        json.WriteString("last_attempt", status.Record?.LastAttempt is { } attempt ? StatusNames.Of(attempt.Status) : null);
    }
}
