namespace Dataplatform.Sdk.Events;

/// <summary>
/// What the log knows of an asset now: a fold over its events. Facts carry their places in the log, and of two the later one
/// counts, so that events may be folded in any order.
/// </summary>
/// <param name="Key">The asset.</param>
public sealed record AssetRecord(AssetKey Key)
{
    /// <summary>How the published version came to be; null if there is none.</summary>
    public Materialization? Latest { get; init; }

    /// <summary>The place in the log of what <see cref="Latest"/> says; 0 if nothing was ever said.</summary>
    public long LatestPosition { get; init; }

    /// <summary>From what its method was called when it left the asset out last; null if it never did.</summary>
    public Materialization? LeftOut { get; init; }

    /// <summary>The place in the log of what <see cref="LeftOut"/> says.</summary>
    public long LeftOutPosition { get; init; }

    /// <summary>The code of the last materialization whose code was another than before; null if none was ever told.</summary>
    public CodeRecord? Code { get; init; }

    /// <summary>The place in the log of what <see cref="Code"/> says.</summary>
    public long CodePosition { get; init; }

    /// <summary>By what the data of an external asset was known last; null if nobody ever said.</summary>
    public AssetObservation? Observed { get; init; }

    /// <summary>The last thing that a run did about it; null if none ever did.</summary>
    public AssetAttempt? LastAttempt { get; init; }

    /// <summary>What each of its checks has found last, in the order of their names.</summary>
    public IReadOnlyList<CheckRecord> Checks { get; init; } = [];

    /// <summary>The asset after one more event; the same record if the event says nothing about it.</summary>
    /// <param name="asset">What is known so far; null for nothing.</param>
    /// <param name="key">The asset.</param>
    /// <param name="logged">The event.</param>
    public static AssetRecord Apply(AssetRecord? asset, AssetKey key, LoggedEvent logged)
    {
        ArgumentNullException.ThrowIfNull(logged);
        var before = asset ?? new AssetRecord(key);
        return logged.Event switch
        {
            RunEvent.AssetMaterialized done when done.Key == key => before.With(logged.Position, Materialization.Of(done)).WithCode(logged.Position, done.Code)
                .With(new AssetAttempt(done.RunId, done.Time, logged.Position, AssetStatus.Materialized, null)),
            RunEvent.AssetObserved seen when seen.Key == key => before.With(new AssetObservation(seen.RunId, seen.Time, logged.Position, seen.DataVersion) { Metadata = seen.Metadata })
                .With(new AssetAttempt(seen.RunId, seen.Time, logged.Position, AssetStatus.Observed, null)),
            RunEvent.AssetReported told when told.Key == key => before
                .With(logged.Position, new Materialization(told.RunId, told.Time, Version: null) { DataVersion = told.DataVersion, Metadata = told.Metadata })
                .With(new AssetObservation(told.RunId, told.Time, logged.Position, told.Partitions.Count > 0 ? told.RunId.Value : told.DataVersion ?? told.RunId.Value) { Metadata = told.Metadata }),
            RunEvent.CheckEvaluated check when check.Key == key => before.With(CheckRecord.Of(check, logged.Position)),
            RunEvent.AssetFailed failed when failed.Key == key =>
                before.With(new AssetAttempt(failed.RunId, failed.Time, logged.Position, AssetStatus.Failed, failed.Error.Message)),
            RunEvent.AssetSkipped skipped when skipped.Key == key =>
                before.WithLeftOut(logged.Position, skipped.LeftOut).With(new AssetAttempt(skipped.RunId, skipped.Time, logged.Position, AssetStatus.Skipped, skipped.Reason)),
            RunEvent.AssetCancelled cancelled when cancelled.Key == key =>
                before.With(new AssetAttempt(cancelled.RunId, cancelled.Time, logged.Position, AssetStatus.Cancelled, cancelled.Reason)),
            RunEvent.AssetWiped wiped when wiped.Key == key => before.With(logged.Position, null),
            RunEvent.AssetRolledBack back when back.Key == key =>
                before.With(logged.Position, back.Restored with { RestoredAt = back.Time }).WithCode(logged.Position, back.Code),
            RunEvent.RetentionApplied retention when retention.Of(key) is { } kept => before.With(kept),
            _ => before,
        };
    }

    /// <summary>The assets that an event says something about.</summary>
    public static IEnumerable<AssetKey> KeysOf(RunEvent runEvent) => runEvent switch
    {
        RunEvent.AssetMaterialized done => [done.Key],
        RunEvent.AssetObserved seen => [seen.Key],
        RunEvent.AssetReported told => [told.Key],
        RunEvent.CheckEvaluated check => [check.Key],
        RunEvent.AssetFailed failed => [failed.Key],
        RunEvent.AssetSkipped skipped => [skipped.Key],
        RunEvent.AssetCancelled cancelled => [cancelled.Key],
        RunEvent.AssetWiped wiped => [wiped.Key],
        RunEvent.AssetRolledBack back => [back.Key],
        RunEvent.RetentionApplied retention => retention.Assets.Select(asset => asset.Key),
        _ => [],
    };

    private AssetRecord With(long position, Materialization? latest) =>
        position > LatestPosition ? this with { Latest = latest, LatestPosition = position } : this;

    private AssetRecord WithCode(long position, CodeRecord? code) =>
        code is not null && position > CodePosition ? this with { Code = code, CodePosition = position } : this;

    private AssetRecord WithLeftOut(long position, Materialization? leftOut) =>
        leftOut is not null && position > LeftOutPosition ? this with { LeftOut = leftOut, LeftOutPosition = position } : this;

    private AssetRecord With(AssetAttempt attempt) => attempt.Position > (LastAttempt?.Position ?? 0) ? this with { LastAttempt = attempt } : this;

    private AssetRecord With(AssetObservation observed) => observed.Position > (Observed?.Position ?? 0) ? this with { Observed = observed } : this;

    private AssetRecord With(CheckRecord found) => Checks.FirstOrDefault(check => check.Check == found.Check)?.Position >= found.Position
        ? this
        : this with { Checks = [.. Checks.Where(check => check.Check != found.Check).Append(found).OrderBy(check => check.Check, StringComparer.Ordinal)] };

    private AssetRecord With(AssetRecord kept)
    {
        var merged = With(kept.LatestPosition, kept.Latest).WithCode(kept.CodePosition, kept.Code).WithLeftOut(kept.LeftOutPosition, kept.LeftOut);
        merged = kept.Checks.Aggregate(merged, (known, check) => known.With(check));
        merged = kept.Observed is { } observed ? merged.With(observed) : merged;
        return kept.LastAttempt is { } attempt ? merged.With(attempt) : merged;
    }
}
