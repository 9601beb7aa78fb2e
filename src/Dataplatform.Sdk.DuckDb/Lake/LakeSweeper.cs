using Dataplatform.Sdk.DuckDb.Lake.Slices;

namespace Dataplatform.Sdk.DuckDb.Lake;

/// <summary>Drops versions that are not in the heads and that nobody uses: stages of the dead, and old ones.</summary>
/// <param name="folder">The store's folder.</param>
/// <param name="heads">What is published.</param>
/// <param name="unreferenced">Drops what dead publishers of partitions left.</param>
internal sealed class LakeSweeper(LakeFolder folder, HeadFile heads, UnreferencedFiles unreferenced)
{
    /// <summary>Drops all that processes left that ended before they could publish, discard or drop.</summary>
    public void DropLeftovers()
    {
        // First the locks and then the heads: what is begun meanwhile is not among them.
        var ids = Directory.EnumerateFiles(folder.Locks).Select(file => Path.GetFileName(file)!).ToList();
        var published = heads.Read();
        foreach (var id in ids.Where(id => !published.Has(id)))
        {
            TryDrop(id, key: null);
        }

        foreach (var key in published.Assets.Keys)
        {
            DropOld(key);
        }
    }

    /// <summary>Drops the versions of an asset that are neither published nor kept.</summary>
    public void DropOld(string key)
    {
        var asset = folder.AssetOf(key);
        if (!Directory.Exists(asset))
        {
            return;
        }

        var versions = Directory.EnumerateDirectories(asset).Select(path => Path.GetFileName(path)!).Where(FolderNames.IsVersion).ToList();
        var published = heads.Read();
        foreach (var version in versions.Where(version => !published.Has(version)))
        {
            TryDrop(version, key);
        }
    }

    /// <summary>Drops one version, if nobody uses it. What cannot be dropped now takes room until the next time; it is no reason to fail.</summary>
    /// <param name="id">The version.</param>
    /// <param name="key">The asset; null to look it up.</param>
    public void TryDrop(string id, string? key)
    {
        try
        {
            using var claim = VersionLease.TryClaim(folder, id);

            // It may have been published and left by its publisher since we looked.
            if (claim is null || heads.Read().Has(id))
            {
                return;
            }

            Delete(folder.WorkOf(id));
            if ((key ?? claim.ReadKey()) is { Length: > 0 } asset)
            {
                Delete(folder.VersionOf(asset, id));
                if (key is null)
                {
                    // It may have been a stage of partitions, whose files were on their way, or had replaced others.
                    unreferenced.Drop(asset, id);
                }
            }

            claim.Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DataplatformException)
        {
            // Swept again at the next opening.
        }
    }

    private static void Delete(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
