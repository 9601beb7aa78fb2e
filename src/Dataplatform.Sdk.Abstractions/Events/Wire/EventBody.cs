using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dataplatform.Sdk.Events.Wire;

/// <summary>
/// The stored form of every event but its name, run and time. Names in it are for ever: logs of every version are read. A member
/// may be added; none is renamed, removed or given another meaning.
/// </summary>
internal sealed record EventBody
{
    [JsonPropertyName("assets")]
    public IReadOnlyList<string>? Assets { get; init; }

    [JsonPropertyName("launch")]
    public LaunchBody? Launch { get; init; }

    [JsonPropertyName("step")]
    public string? Step { get; init; }

    [JsonPropertyName("attempt")]
    public int? Attempt { get; init; }

    /// <summary>In ticks of 100 ns.</summary>
    [JsonPropertyName("delay")]
    public long? Delay { get; init; }

    [JsonPropertyName("key")]
    public string? Key { get; init; }

    [JsonPropertyName("version")]
    public string? Version { get; init; }

    [JsonPropertyName("rows")]
    public long? Rows { get; init; }

    [JsonPropertyName("bytes")]
    public long? Bytes { get; init; }

    /// <summary>In ticks of 100 ns.</summary>
    [JsonPropertyName("duration")]
    public long? Duration { get; init; }

    [JsonPropertyName("code_version")]
    public string? CodeVersion { get; init; }

    [JsonPropertyName("code_build")]
    public string? CodeBuild { get; init; }

    [JsonPropertyName("code")]
    public CodeBody? Code { get; init; }

    [JsonPropertyName("data_version")]
    public string? DataVersion { get; init; }

    [JsonPropertyName("inputs")]
    public IReadOnlyList<InputBody>? Inputs { get; init; }

    [JsonPropertyName("metadata")]
    public IReadOnlyDictionary<string, MetadataBody>? Metadata { get; init; }

    [JsonPropertyName("message")]
    public string? Message { get; init; }

    [JsonPropertyName("exception")]
    public string? Exception { get; init; }

    [JsonPropertyName("frames")]
    public IReadOnlyList<string>? Frames { get; init; }

    [JsonPropertyName("reason")]
    public string? Reason { get; init; }

    /// <summary>Whether an asset was skipped because there was nothing to do; missing where it is not, and in lines from before it was written.</summary>
    [JsonPropertyName("by_choice")]
    public bool? ByChoice { get; init; }

    /// <summary>From what a method was called that left an asset out.</summary>
    [JsonPropertyName("left_out")]
    public StoredBody? LeftOut { get; init; }

    [JsonPropertyName("status")]
    public string? Status { get; init; }

    /// <summary>The version that a rollback published again.</summary>
    [JsonPropertyName("restored")]
    public StoredBody? Restored { get; init; }

    /// <summary>When a rollback published a version again, in ticks of UTC.</summary>
    [JsonPropertyName("restored_at")]
    public long? RestoredAt { get; init; }

    [JsonPropertyName("withdrawn")]
    public string? Withdrawn { get; init; }

    [JsonPropertyName("records")]
    public IReadOnlyList<AssetBody>? Records { get; init; }

    [JsonPropertyName("slices")]
    public IReadOnlyList<SliceBody>? Slices { get; init; }

    [JsonPropertyName("slice_codes")]
    public IReadOnlyList<SliceCodeBody>? SliceCodes { get; init; }

    [JsonPropertyName("partitions")]
    public IReadOnlyList<PartitionBody>? Partitions { get; init; }

    [JsonPropertyName("chunks")]
    public IReadOnlyList<ChunkBody>? Chunks { get; init; }

    [JsonPropertyName("targets")]
    public IReadOnlyList<TargetBody>? Targets { get; init; }

    [JsonPropertyName("newest_first")]
    public bool? NewestFirst { get; init; }

    [JsonPropertyName("owner")]
    public OwnerBody? Owner { get; init; }

    [JsonPropertyName("failed")]
    public long? Failed { get; init; }

    [JsonPropertyName("blocked")]
    public long? Blocked { get; init; }

    [JsonPropertyName("set")]
    public string? Set { get; init; }

    [JsonPropertyName("keys")]
    public IReadOnlyList<string>? Keys { get; init; }

    [JsonPropertyName("check")]
    public string? Check { get; init; }

    [JsonPropertyName("passed")]
    public bool? Passed { get; init; }

    [JsonPropertyName("severity")]
    public string? Severity { get; init; }

    [JsonPropertyName("blocking")]
    public bool? Blocking { get; init; }

    [JsonPropertyName("evidence")]
    public MetadataBody? Evidence { get; init; }
}

/// <summary>Who launched a run.</summary>
internal sealed record LaunchBody(
    [property: JsonPropertyName("app")] string App,
    [property: JsonPropertyName("selection")] string Selection,
    [property: JsonPropertyName("launcher")] string Launcher,
    [property: JsonPropertyName("catalog")] string? CatalogHash,
    [property: JsonPropertyName("resumed_from")] string? ResumedFrom,
    [property: JsonPropertyName("tags")] IReadOnlyDictionary<string, string>? Tags)
{
    [JsonPropertyName("full_refresh")]
    public bool? FullRefresh { get; init; }

    [JsonPropertyName("is_check")]
    public bool? IsCheck { get; init; }

    [JsonPropertyName("backfill")]
    public string? Backfill { get; init; }

    [JsonPropertyName("config")]
    public IReadOnlyDictionary<string, string>? Config { get; init; }
}

/// <summary>What is planned of a partitioned asset: the keys of each slice.</summary>
internal sealed record SliceBody(
    [property: JsonPropertyName("asset")] string Asset,
    [property: JsonPropertyName("keys")] IReadOnlyList<IReadOnlyList<string>> Keys);

/// <summary>With what code partitions of an asset are made.</summary>
internal sealed record SliceCodeBody(
    [property: JsonPropertyName("asset")] string Asset,
    [property: JsonPropertyName("version")] string Version,
    [property: JsonPropertyName("build")] string? Build);

/// <summary>What a backfill is to make of an asset.</summary>
internal sealed record TargetBody(
    [property: JsonPropertyName("asset")] string Asset,
    [property: JsonPropertyName("partitions")] string Partitions,
    [property: JsonPropertyName("count")] long Count);

/// <summary>A process.</summary>
internal sealed record OwnerBody(
    [property: JsonPropertyName("host")] string Host,
    [property: JsonPropertyName("process")] int ProcessId,
    [property: JsonPropertyName("started")] string Started);

/// <summary>A partition that an event is about.</summary>
internal sealed record PartitionBody(
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("start")] long? Start,
    [property: JsonPropertyName("series")] string? Series)
{
    [JsonPropertyName("rows")]
    public long? Rows { get; init; }

    [JsonPropertyName("data_version")]
    public string? DataVersion { get; init; }
}

/// <summary>What is known of the partitions of a stretch of time, as <see cref="ChunkBytes"/> writes it.</summary>
internal sealed record ChunkBody(
    [property: JsonPropertyName("asset")] string Asset,
    [property: JsonPropertyName("series")] string? Series,
    [property: JsonPropertyName("number")] long Number,
    [property: JsonPropertyName("entries")] byte[] Entries);

/// <summary>Code, part by part.</summary>
internal sealed record CodeBody(
    [property: JsonPropertyName("version")] string Version,
    [property: JsonPropertyName("build")] string Build,
    [property: JsonPropertyName("parts")] IReadOnlyList<CodePartBody> Parts);

/// <summary>A part of code.</summary>
internal sealed record CodePartBody(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("hash")] string Hash,
    [property: JsonPropertyName("compiled"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsCompiled);

/// <summary>What a materialization read.</summary>
internal sealed record InputBody(
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("version")] string? Version,
    [property: JsonPropertyName("data_version")] string? DataVersion);

/// <summary>A fact about a materialization.</summary>
internal sealed record MetadataBody(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("value")] JsonElement Value);

/// <summary>What is known of an asset.</summary>
internal sealed record AssetBody(
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("latest_position")] long LatestPosition,
    [property: JsonPropertyName("latest")] StoredBody? Latest,
    [property: JsonPropertyName("attempt_position")] long? AttemptPosition,
    [property: JsonPropertyName("attempt")] StoredBody? Attempt,
    [property: JsonPropertyName("code_position")] long? CodePosition = null,
    [property: JsonPropertyName("code")] CodeBody? Code = null,
    [property: JsonPropertyName("observed_position")] long? ObservedPosition = null,
    [property: JsonPropertyName("observed")] StoredBody? Observed = null,
    [property: JsonPropertyName("left_out_position")] long? LeftOutPosition = null,
    [property: JsonPropertyName("left_out")] StoredBody? LeftOut = null,
    [property: JsonPropertyName("checks")] IReadOnlyList<CheckBody>? Checks = null);

/// <summary>What a check has found last, as the event that says it.</summary>
internal sealed record CheckBody(
    [property: JsonPropertyName("position")] long Position,
    [property: JsonPropertyName("told")] StoredBody Told);

/// <summary>What is known of a run.</summary>
internal sealed record RunBody(
    [property: JsonPropertyName("position")] long Position,
    [property: JsonPropertyName("started")] long StartedAt,
    [property: JsonPropertyName("launch")] LaunchBody Launch,
    [property: JsonPropertyName("state")] string State,
    [property: JsonPropertyName("ended")] long? EndedAt,
    [property: JsonPropertyName("planned")] int Planned,
    [property: JsonPropertyName("materialized")] int Materialized,
    [property: JsonPropertyName("failed")] int Failed,
    [property: JsonPropertyName("not_computed")] int NotComputed,
    [property: JsonPropertyName("reason")] string? Reason)
{
    [JsonPropertyName("observed")]
    public int? Observed { get; init; }

    [JsonPropertyName("checked")]
    public int? Checked { get; init; }
}

/// <summary>An event within a record, with its run and time.</summary>
internal sealed record StoredBody(
    [property: JsonPropertyName("run")] string Run,
    [property: JsonPropertyName("time")] long Time,
    [property: JsonPropertyName("body")] EventBody Body);

/// <summary>Reads and writes bodies without reflection.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EventBody))]
[JsonSerializable(typeof(AssetBody))]
[JsonSerializable(typeof(RunBody))]
internal sealed partial class WireContext : JsonSerializerContext;
