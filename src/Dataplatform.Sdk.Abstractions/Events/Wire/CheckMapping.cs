namespace Dataplatform.Sdk.Events.Wire;

/// <summary>What checks have found, and its stored form.</summary>
internal static class CheckMapping
{
    private static readonly (CheckSeverity Severity, string Name)[] Severities = [(CheckSeverity.Warning, "warning"), (CheckSeverity.Error, "error")];

    public static string Of(CheckSeverity severity) => Severities.First(known => known.Severity == severity).Name;

    public static EventBody ToBody(RunEvent.CheckEvaluated check) => new()
    {
        Key = check.Key.Path,
        Check = check.Check,
        Passed = check.Passed,
        Severity = Of(check.Severity),
        Blocking = check.IsBlocking,
        Duration = check.Duration.Ticks,
        Message = check.Message,
        Version = check.Version,
        Evidence = check.Evidence is { } evidence ? MetadataMapping.ToBody(evidence) : null,
        Metadata = EventMapping.Metadata(check.Metadata),
        Partitions = PartitionBodies.ToBodies(check.Partitions),
    };

    public static RunEvent ToEvent(RunId run, DateTimeOffset time, EventBody body) => Read(run, time, body);

    public static CheckBody ToBody(AssetKey key, CheckRecord check) => new(check.Position, new StoredBody(check.RunId.Value, check.Time.UtcTicks, ToBody(
        new RunEvent.CheckEvaluated(check.RunId, check.Time, key, check.Check, check.Passed, check.Severity, check.IsBlocking, check.Duration)
        {
            Message = check.Message,
            Version = check.Version,
            Evidence = check.Evidence,
            Metadata = check.Metadata,
            Partitions = check.Partitions,
        })));

    public static CheckRecord ToCheck(CheckBody body) =>
        CheckRecord.Of(Read(new RunId(body.Told.Run), new DateTimeOffset(body.Told.Time, TimeSpan.Zero), body.Told.Body), body.Position);

    private static RunEvent.CheckEvaluated Read(RunId run, DateTimeOffset time, EventBody body) => new(
        run, time, new AssetKey(body.Key!), body.Check!, body.Passed!.Value, Severities.First(known => known.Name == body.Severity).Severity, body.Blocking ?? true, TimeSpan.FromTicks(body.Duration ?? 0))
    {
        Message = body.Message,
        Version = body.Version,
        Evidence = body.Evidence is { } evidence ? (MetadataValue.Table)MetadataMapping.ToValue(evidence) : null,
        Metadata = EventMapping.Metadata(body),
        Partitions = PartitionBodies.ToPlaces(body.Partitions),
    };
}
