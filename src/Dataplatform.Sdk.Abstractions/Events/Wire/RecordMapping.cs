namespace Dataplatform.Sdk.Events.Wire;

/// <summary>Records and their stored bodies. What an asset's record says is stored as the events that say it.</summary>
internal static class RecordMapping
{
    public static RunBody ToBody(RunRecord run) => new(
        run.Position, run.StartedAt.UtcTicks, ToBody(run.Launch), StatusNames.Of(run.State), run.EndedAt?.UtcTicks,
        run.Planned, run.Materialized, run.Failed, run.NotComputed, run.Reason)
    {
        Observed = run.Observed > 0 ? run.Observed : null,
        Checked = run.Checked > 0 ? run.Checked : null,
    };

    public static RunRecord ToRun(RunId id, RunBody body) => new(id, Time(body.StartedAt), ToLaunch(body.Launch))
    {
        Position = body.Position,
        State = StatusNames.ToRunState(body.State),
        EndedAt = body.EndedAt is { } ended ? Time(ended) : null,
        Planned = body.Planned,
        Materialized = body.Materialized,
        Observed = body.Observed ?? 0,
        Checked = body.Checked ?? 0,
        Failed = body.Failed,
        NotComputed = body.NotComputed,
        Reason = body.Reason,
    };

    public static LaunchBody ToBody(RunLaunch launch) => new(
        launch.App, launch.Selection, launch.Launcher, launch.CatalogHash.Length > 0 ? launch.CatalogHash : null, launch.ResumedFrom?.Value, launch.Tags.Count > 0 ? launch.Tags : null)
    {
        FullRefresh = launch.FullRefresh ? true : null,
        IsCheck = launch.IsCheck ? true : null,
        Backfill = launch.Backfill?.Value,
        Config = launch.Config.Count > 0 ? launch.Config : null,
    };

    public static RunLaunch ToLaunch(LaunchBody body) => new(body.App, body.Selection)
    {
        Launcher = body.Launcher,
        CatalogHash = body.CatalogHash ?? string.Empty,
        ResumedFrom = body.ResumedFrom is { } resumed ? new RunId(resumed) : null,
        FullRefresh = body.FullRefresh ?? false,
        IsCheck = body.IsCheck ?? false,
        Backfill = body.Backfill is { } backfill ? new RunId(backfill) : null,
        Tags = body.Tags ?? new Dictionary<string, string>(),
        Config = body.Config ?? new Dictionary<string, string>(),
    };

    public static AssetBody ToBody(AssetRecord asset) => new(
        asset.Key.Path,
        asset.LatestPosition,
        asset.Latest is { } latest ? ToBody(asset.Key, latest) : null,
        asset.LastAttempt?.Position,
        asset.LastAttempt is { } attempt ? ToStored(attempt) : null,
        asset.Code is null ? null : asset.CodePosition,
        asset.Code is { } code ? ToBody(code) : null,
        asset.Observed?.Position,
        asset.Observed is { } observed ? ToStored(observed) : null,
        asset.LeftOut is null ? null : asset.LeftOutPosition,
        asset.LeftOut is { } leftOut ? ToBody(asset.Key, leftOut) : null,
        asset.Checks.Count > 0 ? [.. asset.Checks.Select(check => CheckMapping.ToBody(asset.Key, check))] : null);

    public static CodeBody ToBody(CodeRecord code) =>
        new(code.Version, code.Build, [.. code.Parts.Select(part => new CodePartBody(part.Name, part.Hash, part.IsCompiled))]);

    public static CodeRecord ToCode(CodeBody body) =>
        new(body.Version, body.Build, [.. body.Parts.Select(part => new CodePartRecord(part.Name, part.Hash, part.IsCompiled))]);

    public static AssetRecord ToAsset(AssetBody body)
    {
        var key = new AssetKey(body.Key);
        return new AssetRecord(key)
        {
            LatestPosition = body.LatestPosition,
            Latest = body.Latest is { } latest ? ToMaterialization(latest) : null,
            LeftOutPosition = body.LeftOutPosition ?? 0,
            LeftOut = body.LeftOut is { } leftOut ? ToMaterialization(leftOut) : null,
            CodePosition = body.CodePosition ?? 0,
            Code = body.Code is { } code ? ToCode(code) : null,
            Observed = body.Observed is { } observed ? ToObservation(observed, body.ObservedPosition!.Value) : null,
            Checks = [.. (body.Checks ?? []).Select(CheckMapping.ToCheck)],
            LastAttempt = body.Attempt is { } attempt
                ? new AssetAttempt(new RunId(attempt.Run), Time(attempt.Time), body.AttemptPosition!.Value, StatusNames.ToAssetStatus(attempt.Body.Status!), attempt.Body.Reason)
                : null,
        };
    }

    /// <summary>A materialization, as the event that tells of it.</summary>
    public static StoredBody ToBody(AssetKey key, Materialization made)
    {
        var told = new RunEvent.AssetMaterialized(made.RunId, made.Time, key, made.Version, made.Rows, made.Bytes, made.Duration, made.Metadata)
        {
            CodeVersion = made.CodeVersion,
            CodeBuild = made.CodeBuild,
            DataVersion = made.DataVersion,
            Inputs = made.Inputs,
        };
        return new StoredBody(made.RunId.Value, made.Time.UtcTicks, EventMapping.ToBody(told).Body with { RestoredAt = made.RestoredAt?.UtcTicks });
    }

    public static Materialization ToMaterialization(StoredBody stored) =>
        Materialization.Of((RunEvent.AssetMaterialized)EventMapping.ToEvent("asset_materialized", new RunId(stored.Run), Time(stored.Time), stored.Body)) with
        {
            RestoredAt = stored.Body.RestoredAt is { } restored ? Time(restored) : null,
        };

    private static AssetObservation ToObservation(StoredBody stored, long position) =>
        new(new RunId(stored.Run), Time(stored.Time), position, stored.Body.DataVersion!) { Metadata = EventMapping.Metadata(stored.Body) };

    private static StoredBody ToStored(AssetObservation observed) => new(
        observed.RunId.Value, observed.Time.UtcTicks, new EventBody { DataVersion = observed.DataVersion, Metadata = EventMapping.Metadata(observed.Metadata) });

    private static StoredBody ToStored(AssetAttempt attempt) => new(
        attempt.RunId.Value, attempt.Time.UtcTicks, new EventBody { Status = StatusNames.Of(attempt.Status), Reason = attempt.Reason });

    private static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);
}
