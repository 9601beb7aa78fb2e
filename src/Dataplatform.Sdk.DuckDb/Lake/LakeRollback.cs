using Dataplatform.Sdk.DuckDb.Store;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Lake;

/// <summary>Publishes a version again that was published before: its files are still in their place, so only the head file changes.</summary>
internal static class LakeRollback
{
    /// <summary>The versions of an asset that are kept, the published one first.</summary>
    public static IReadOnlyList<PublishedAsset> Versions(OpenLake lake, AssetKey key) => lake.Heads.Assets.GetValueOrDefault(key.Path) is { } head
        ? [.. head.Earlier.Prepend(head).Select(version => version.ToPublished(key.Path))]
        : [];

    /// <summary>Goes back to a version.</summary>
    /// <param name="lake">The store.</param>
    /// <param name="key">The asset.</param>
    /// <param name="published">The version that is published now, as the caller knows it.</param>
    /// <param name="version">The version to go back to.</param>
    /// <param name="cancellationToken">Ends the waiting for others.</param>
    public static async Task<PublishedAsset> RunAsync(OpenLake lake, AssetKey key, string published, string version, CancellationToken cancellationToken)
    {
        var fence = await lake.NextFenceAsync(cancellationToken);
        LakeHead? restored = null;
        await lake.ChangeHeadsAsync(
            heads =>
            {
                if (heads.Assets.GetValueOrDefault(key.Path) is not { } head || head.Version != published)
                {
                    throw StoreErrors.PublishedSince(key);
                }

                var past = head.Earlier.SkipWhile(earlier => earlier.Version != version).ToList();
                if (past.Count == 0)
                {
                    throw StoreErrors.VersionIsGone(key);
                }

                restored = past[0] with { Fence = fence, RestoredAt = lake.Clock.GetUtcNow(), Earlier = past[1..] };
                return new LakeHeads
                {
                    Assets = new(heads.Assets, StringComparer.Ordinal) { [key.Path] = restored },
                    Revoked = new(heads.Revoked, StringComparer.Ordinal),
                };
            },
            cancellationToken);
        await Task.Run(() => lake.Sweeper.DropOld(key.Path), CancellationToken.None);
        return restored!.ToPublished(key.Path);
    }
}
