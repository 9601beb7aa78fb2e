using Dataplatform.Sdk.DuckDb.Lake.Slices;
using Dataplatform.Sdk.DuckDb.Store;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Lake;

/// <summary>
/// Publishes stages: their folders move to their places, where nobody looks yet, and then one rename of the head file shows
/// all of them.
/// </summary>
/// <param name="lake">The store.</param>
/// <param name="scope">The step that publishes.</param>
internal sealed class LakePublication(OpenLake lake, StepScope scope)
{
    /// <summary>Publishes all or nothing.</summary>
    /// <exception cref="DataplatformException">A newer attempt has published one of the assets, or the folder cannot be written.</exception>
    public async Task RunAsync(IReadOnlyList<LakeStage> stages, CancellationToken cancellationToken)
    {
        using var slices = new LakeSlicePublication(lake, scope);
        try
        {
            await lake.ChangeHeadsAsync(
                heads =>
                {
                    var assets = new SortedDictionary<string, LakeHead>(heads.Assets, StringComparer.Ordinal);
                    var revoked = new SortedDictionary<string, long>(heads.Revoked, StringComparer.Ordinal);
                    foreach (var stage in stages)
                    {
                        if (stage.Slice is not null)
                        {
                            assets[stage.Key.Path] = slices.Publish(stage, assets.GetValueOrDefault(stage.Key.Path), revoked);
                            continue;
                        }

                        if (revoked.GetValueOrDefault(stage.Key.Path) > stage.Fence)
                        {
                            throw StoreErrors.Revoked(stage.Key);
                        }

                        revoked.Remove(stage.Key.Path);
                        var old = assets.GetValueOrDefault(stage.Key.Path);

                        // The same fence is the same session, which may publish an asset again.
                        if (old?.Fence > stage.Fence)
                        {
                            throw old.RestoredAt is null ? StoreErrors.NewerAttempt(stage.Key, old.Run) : StoreErrors.RolledBack(stage.Key);
                        }

                        // Who has published since may have added rows that this stage does not know. This run itself has gone on from the same version.
                        if (stage.GoesOn && old is not null && old.Version != stage.Base?.Version && (old.Run != scope.RunId.Value || old.Base?.Version != stage.Base?.Version))
                        {
                            throw StoreErrors.BaseMoved(stage.Key, old.Run);
                        }

                        assets[stage.Key.Path] = HeadOf(stage, old);
                    }

                    foreach (var stage in stages.Where(stage => stage.Slice is null))
                    {
                        Place(stage);
                    }

                    slices.Place([.. stages.Where(stage => stage.Slice is not null)], assets);

                    return new LakeHeads { Assets = assets, Revoked = revoked };
                },
                cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            slices.TakeBack();
            throw new DataplatformException($"{string.Join(", ", stages.Select(stage => $"'{stage.Key}'"))} could not be published in '{lake.Folder.Root}', and nothing has changed there. {e.Message}", e);
        }

        slices.DropReplaced();
    }

    /// <summary>The versions before a new one that stay, the newest first.</summary>
    /// <param name="old">What is published; null if nothing is.</param>
    /// <param name="keep">How many versions stay, the new one included.</param>
    public static IReadOnlyList<LakeHead> EarlierOf(LakeHead? old, int keep) =>
        old is null ? [] : [.. (old.Files.Count > 0 ? old.Earlier.Prepend(old.AsPast()) : old.Earlier).Take(keep - 1)];

    private LakeHead HeadOf(LakeStage stage, LakeHead? old) => new()
    {
        Version = stage.Version,
        Fence = stage.Fence,
        Kind = stage.Kind,
        Folder = stage.Lease is null ? null : $"{stage.Key.Path}/{stage.Version}",
        Files = stage.Files,
        Columns = stage.Columns,
        Query = stage.Query,
        Rows = stage.Rows,
        DataVersion = stage.DataVersion,
        Run = scope.RunId.Value,
        Step = scope.Step,
        Attempt = scope.Attempt,
        Write = stage.Write,
        Base = stage.Base?.AsPast(),
        PublishedAt = lake.Clock.GetUtcNow(),
        Earlier = EarlierOf(old, lake.Options.KeepVersions),
    };

    // Again after a publication that failed at the head file, the folder is in its place already.
    private void Place(LakeStage stage)
    {
        var place = lake.Folder.VersionOf(stage.Key.Path, stage.Version);
        if (stage.Lease is not null && !Directory.Exists(place))
        {
            Directory.CreateDirectory(lake.Folder.AssetOf(stage.Key.Path));
            Directory.Move(lake.Folder.WorkOf(stage.Version), place);

            // The version is a name in the asset's folder, that one a name in its domain's, which may be new too.
            for (var folder = Path.GetDirectoryName(place)!; folder.Length > lake.Folder.Root.Length; folder = Path.GetDirectoryName(folder)!)
            {
                DiskSync.Folder(folder);
            }
        }
    }
}
