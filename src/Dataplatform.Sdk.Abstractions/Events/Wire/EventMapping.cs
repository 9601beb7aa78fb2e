namespace Dataplatform.Sdk.Events.Wire;

/// <summary>Events and their stored bodies.</summary>
internal static class EventMapping
{
    private const string RunStarted = "run_started";
    private const string StepStarted = "step_started";
    private const string StepRetrying = "step_retrying";
    private const string AssetMaterialized = "asset_materialized";
    private const string AssetObserved = "asset_observed";
    private const string AssetReported = "asset_reported";
    private const string CheckEvaluated = "check_evaluated";
    private const string AssetChecked = "asset_checked";
    private const string AssetFailed = "asset_failed";
    private const string AssetSkipped = "asset_skipped";
    private const string AssetCancelled = "asset_cancelled";
    private const string AssetWiped = "asset_wiped";
    private const string AssetRolledBack = "asset_rolled_back";
    private const string RunCompleted = "run_completed";
    private const string RunDied = "run_died";
    private const string RetentionApplied = "retention_applied";
    private const string BackfillStarted = "backfill_started";
    private const string BackfillResumed = "backfill_resumed";
    private const string BackfillCancelRequested = "backfill_cancel_requested";
    private const string BackfillEnded = "backfill_ended";
    private const string PartitionKeysAdded = "partition_keys_added";
    private const string PartitionKeysRemoved = "partition_keys_removed";

    private static readonly Dictionary<string, Func<RunId, DateTimeOffset, EventBody, RunEvent>> Readers = new(StringComparer.Ordinal)
    {
        [RunStarted] = (run, time, body) => new RunEvent.RunStarted(run, time, Keys(body))
        {
            Launch = body.Launch is { } launch ? RecordMapping.ToLaunch(launch) : null,
            Slices = PartitionBodies.ToSlices(body.Slices),
            SliceCodes = PartitionBodies.ToCodes(body.SliceCodes),
        },
        [StepStarted] = (run, time, body) => new RunEvent.StepStarted(run, time, body.Step!, Keys(body)) { Partitions = PartitionBodies.ToPlaces(body.Partitions) },
        [StepRetrying] = (run, time, body) => new RunEvent.StepRetrying(
            run, time, body.Step!, Keys(body), body.Attempt ?? 1, TimeSpan.FromTicks(body.Delay ?? 0), new StepError(body.Message!, body.Exception, body.Frames ?? [])),
        [AssetMaterialized] = ToMaterialized,
        [AssetObserved] = (run, time, body) => new RunEvent.AssetObserved(run, time, Key(body), body.DataVersion!, Duration(body), Metadata(body)) { Partitions = PartitionBodies.ToPartitions(body.Partitions) },
        [AssetReported] = (run, time, body) => new RunEvent.AssetReported(run, time, Key(body), body.DataVersion, Metadata(body)) { Partitions = PartitionBodies.ToPartitions(body.Partitions) },
        [CheckEvaluated] = CheckMapping.ToEvent,
        [AssetChecked] = (run, time, body) => new RunEvent.AssetChecked(run, time, Key(body), Duration(body), (int)(body.Failed ?? 0)),
        [AssetFailed] = (run, time, body) => new RunEvent.AssetFailed(run, time, Key(body), Duration(body), new StepError(body.Message!, body.Exception, body.Frames ?? [])) { Partitions = PartitionBodies.ToPlaces(body.Partitions) },
        [AssetSkipped] = (run, time, body) => new RunEvent.AssetSkipped(run, time, Key(body), body.Reason!)
        {
            Partitions = PartitionBodies.ToPlaces(body.Partitions),
            IsByChoice = body.ByChoice ?? WasByChoice(body.Reason!),
            LeftOut = body.LeftOut is { } leftOut ? RecordMapping.ToMaterialization(leftOut) : null,
        },
        [AssetCancelled] = (run, time, body) => new RunEvent.AssetCancelled(run, time, Key(body), Duration(body), body.Reason!) { Partitions = PartitionBodies.ToPlaces(body.Partitions) },
        [AssetWiped] = (run, time, body) => new RunEvent.AssetWiped(run, time, Key(body)),
        [AssetRolledBack] = (run, time, body) => new RunEvent.AssetRolledBack(run, time, Key(body), RecordMapping.ToMaterialization(body.Restored!))
        {
            Withdrawn = body.Withdrawn,
            Code = body.Code is { } code ? RecordMapping.ToCode(code) : null,
        },
        [RunCompleted] = (run, time, body) => new RunEvent.RunCompleted(run, time, StatusNames.ToRunStatus(body.Status!), Duration(body), []),
        [RunDied] = (run, time, body) => new RunEvent.RunDied(run, time, body.Reason!),
        [RetentionApplied] = (run, time, body) => new RunEvent.RetentionApplied(run, time, [.. (body.Records ?? []).Select(RecordMapping.ToAsset)]) { Partitions = PartitionBodies.ToChunks(body.Chunks) },
        [BackfillStarted] = (run, time, body) => new RunEvent.BackfillStarted(
            run, time, RecordMapping.ToLaunch(body.Launch!), [.. (body.Targets ?? []).Select(target => new BackfillTarget(new AssetKey(target.Asset), target.Partitions, target.Count))], Owner(body))
        {
            NewestFirst = body.NewestFirst ?? false,
        },
        [BackfillResumed] = (run, time, body) => new RunEvent.BackfillResumed(run, time, Owner(body)),
        [BackfillCancelRequested] = (run, time, _) => new RunEvent.BackfillCancelRequested(run, time),
        [BackfillEnded] = (run, time, body) => new RunEvent.BackfillEnded(run, time, StatusNames.ToRunStatus(body.Status!), body.Rows ?? 0, body.Failed ?? 0, body.Blocked ?? 0),
        [PartitionKeysAdded] = (run, time, body) => new RunEvent.PartitionKeysAdded(run, time, body.Set!, body.Keys ?? []),
        [PartitionKeysRemoved] = (run, time, body) => new RunEvent.PartitionKeysRemoved(run, time, body.Set!, body.Keys ?? []),
    };

    public static (string Name, EventBody Body) ToBody(RunEvent runEvent) => runEvent switch
    {
        RunEvent.RunStarted started => (RunStarted, new EventBody
        {
            Assets = Paths(started.Assets),
            Launch = started.Launch is { } launch ? RecordMapping.ToBody(launch) : null,
            Slices = PartitionBodies.ToBodies(started.Slices),
            SliceCodes = PartitionBodies.ToBodies(started.SliceCodes),
        }),
        RunEvent.StepStarted step => (StepStarted, new EventBody { Step = step.Step, Assets = Paths(step.Assets), Partitions = PartitionBodies.ToBodies(step.Partitions) }),
        RunEvent.StepRetrying retry => (StepRetrying, new EventBody
        {
            Step = retry.Step,
            Assets = Paths(retry.Assets),
            Attempt = retry.Attempt,
            Delay = retry.Delay.Ticks,
            Message = retry.Error.Message,
            Exception = retry.Error.Exception,
            Frames = retry.Error.Frames.Count > 0 ? retry.Error.Frames : null,
        }),
        RunEvent.AssetMaterialized done => (AssetMaterialized, ToBody(done)),
        RunEvent.AssetObserved seen => (AssetObserved, new EventBody
        {
            Key = seen.Key.Path,
            DataVersion = seen.DataVersion,
            Duration = seen.Duration.Ticks,
            Metadata = Metadata(seen.Metadata),
            Partitions = PartitionBodies.ToBodies(seen.Partitions),
        }),
        RunEvent.AssetReported told => (AssetReported, new EventBody
        {
            Key = told.Key.Path,
            DataVersion = told.DataVersion,
            Metadata = Metadata(told.Metadata),
            Partitions = PartitionBodies.ToBodies(told.Partitions),
        }),
        RunEvent.CheckEvaluated check => (CheckEvaluated, CheckMapping.ToBody(check)),
        RunEvent.AssetChecked done => (AssetChecked, new EventBody { Key = done.Key.Path, Duration = done.Duration.Ticks, Failed = done.Failed }),
        RunEvent.AssetFailed failed => (AssetFailed, new EventBody
        {
            Key = failed.Key.Path,
            Duration = failed.Duration.Ticks,
            Message = failed.Error.Message,
            Exception = failed.Error.Exception,
            Frames = failed.Error.Frames.Count > 0 ? failed.Error.Frames : null,
            Partitions = PartitionBodies.ToBodies(failed.Partitions),
        }),
        RunEvent.AssetSkipped skipped => (AssetSkipped, new EventBody
        {
            Key = skipped.Key.Path,
            Reason = skipped.Reason,
            Partitions = PartitionBodies.ToBodies(skipped.Partitions),
            ByChoice = skipped.IsByChoice ? true : null,
            LeftOut = skipped.LeftOut is { } leftOut ? RecordMapping.ToBody(skipped.Key, leftOut) : null,
        }),
        RunEvent.AssetCancelled cancelled => (AssetCancelled, new EventBody { Key = cancelled.Key.Path, Duration = cancelled.Duration.Ticks, Reason = cancelled.Reason, Partitions = PartitionBodies.ToBodies(cancelled.Partitions) }),
        RunEvent.AssetWiped wiped => (AssetWiped, new EventBody { Key = wiped.Key.Path }),
        RunEvent.AssetRolledBack back => (AssetRolledBack, new EventBody
        {
            Key = back.Key.Path,
            Restored = RecordMapping.ToBody(back.Key, back.Restored),
            Withdrawn = back.Withdrawn,
            Code = back.Code is { } code ? RecordMapping.ToBody(code) : null,
        }),
        RunEvent.RunCompleted completed => (RunCompleted, new EventBody { Status = StatusNames.Of(completed.Status), Duration = completed.Duration.Ticks }),
        RunEvent.RunDied died => (RunDied, new EventBody { Reason = died.Reason }),
        RunEvent.RetentionApplied retention => (RetentionApplied, new EventBody { Records = [.. retention.Assets.Select(RecordMapping.ToBody)], Chunks = PartitionBodies.ToBodies(retention.Partitions) }),
        RunEvent.BackfillStarted started => (BackfillStarted, new EventBody
        {
            Launch = RecordMapping.ToBody(started.Launch),
            Targets = [.. started.Targets.Select(target => new TargetBody(target.Asset.Path, target.Partitions, target.Count))],
            NewestFirst = started.NewestFirst ? true : null,
            Owner = ToBody(started.Owner),
        }),
        RunEvent.BackfillResumed resumed => (BackfillResumed, new EventBody { Owner = ToBody(resumed.Owner) }),
        RunEvent.BackfillCancelRequested => (BackfillCancelRequested, new EventBody()),
        RunEvent.BackfillEnded ended => (BackfillEnded, new EventBody { Status = StatusNames.Of(ended.Status), Rows = ended.Made, Failed = ended.Failed, Blocked = ended.Blocked }),
        RunEvent.PartitionKeysAdded added => (PartitionKeysAdded, new EventBody { Set = added.Set, Keys = added.Keys }),
        RunEvent.PartitionKeysRemoved removed => (PartitionKeysRemoved, new EventBody { Set = removed.Set, Keys = removed.Keys }),
        _ => throw new InvalidOperationException($"The event '{runEvent.GetType().Name}' has no stored form."),
    };

    // Lines of before said it in their reason only.
    private static bool WasByChoice(string reason) => reason
        is "its method left it out" or "fresh: what it reads came out as it was" or "fresh: another run has computed it in the meantime" or "another run that goes on from the same one has published it"
        || reason.Contains("was left out by its method", StringComparison.Ordinal);

    public static RunEvent ToEvent(string name, RunId run, DateTimeOffset time, EventBody body) => Readers.TryGetValue(name, out var read)
        ? read(run, time, body)
        : throw new FormatException($"no event has the name '{name}'");

    private static EventBody ToBody(RunEvent.AssetMaterialized done) => new()
    {
        Key = done.Key.Path,
        Version = done.Version,
        Rows = done.Rows,
        Bytes = done.Bytes,
        Duration = done.Duration.Ticks,
        CodeVersion = done.CodeVersion,
        CodeBuild = done.CodeBuild,
        Code = done.Code is { } code ? RecordMapping.ToBody(code) : null,
        DataVersion = done.DataVersion,
        Inputs = done.Inputs.Count > 0 ? [.. done.Inputs.Select(input => new InputBody(input.Key.Path, input.Version, input.DataVersion))] : null,
        Metadata = Metadata(done.Metadata),
        Partitions = PartitionBodies.ToBodies(done.Partitions),
    };

    private static RunEvent.AssetMaterialized ToMaterialized(RunId run, DateTimeOffset time, EventBody body) => new(
        run, time, Key(body), body.Version, body.Rows, body.Bytes, Duration(body), Metadata(body))
    {
        CodeVersion = body.CodeVersion,
        CodeBuild = body.CodeBuild,
        Code = body.Code is { } code ? RecordMapping.ToCode(code) : null,
        DataVersion = body.DataVersion,
        Inputs = [.. (body.Inputs ?? []).Select(input => new InputVersion(new AssetKey(input.Key), input.Version, input.DataVersion))],
        Partitions = PartitionBodies.ToPartitions(body.Partitions),
    };

    public static IReadOnlyDictionary<string, MetadataValue> Metadata(EventBody body) =>
        (body.Metadata ?? new Dictionary<string, MetadataBody>()).ToDictionary(fact => fact.Key, fact => MetadataMapping.ToValue(fact.Value));

    public static IReadOnlyDictionary<string, MetadataBody>? Metadata(IReadOnlyDictionary<string, MetadataValue> facts) =>
        facts.Count > 0 ? facts.ToDictionary(fact => fact.Key, fact => MetadataMapping.ToBody(fact.Value)) : null;

    private static OwnerBody ToBody(ProcessStamp owner) => new(owner.Host, owner.ProcessId, owner.Started);

    private static ProcessStamp Owner(EventBody body) => new(body.Owner!.Host, body.Owner.ProcessId, body.Owner.Started);

    private static AssetKey Key(EventBody body) => new(body.Key!);

    private static AssetKey[] Keys(EventBody body) => [.. (body.Assets ?? []).Select(path => new AssetKey(path))];

    private static TimeSpan Duration(EventBody body) => TimeSpan.FromTicks(body.Duration ?? 0);

    private static string[] Paths(IReadOnlyList<AssetKey> keys) => [.. keys.Select(key => key.Path)];
}
