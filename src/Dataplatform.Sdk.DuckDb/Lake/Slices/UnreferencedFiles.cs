namespace Dataplatform.Sdk.DuckDb.Lake.Slices;

/// <summary>
/// Drops files in the folder of a partitioned version that no head names: of a publisher that died, or failed, between moving its files and the
/// head file, or between that and dropping what was replaced. Looks at every file, and so only where something is known to have been left.
/// </summary>
/// <param name="folder">The store's folder.</param>
/// <param name="heads">What is published.</param>
/// <param name="segments">Reads heads of partitions.</param>
/// <param name="replaced">Drops what somebody may read.</param>
internal sealed class UnreferencedFiles(LakeFolder folder, HeadFile heads, SegmentFiles segments, ReplacedFiles replaced)
{
    private readonly Lock _gate = new();
    private (PartitionHeads? Of, HashSet<string> Names) _named = (null, []);

    /// <summary>Drops them.</summary>
    /// <param name="key">The asset.</param>
    /// <param name="claimed">A stage that the caller has claimed, or that is its own; null if it has none.</param>
    public void Drop(string key, string? claimed)
    {
        lock (_gate)
        {
            DropAll(key, claimed);
        }
    }

    private void DropAll(string key, string? claimed)
    {
        if (heads.Read().Assets.GetValueOrDefault(key) is not { Partitions: not null, Folder: { } version } || !Directory.Exists(folder.Full(version)))
        {
            return;
        }

        // First the files and then the heads: what is published meanwhile is in the heads.
        var files = Directory.EnumerateFiles(folder.Full(version), "*", SearchOption.AllDirectories).Select(file => (Path: file, Stage: StageOf(file))).Where(file => file.Stage is not null).ToList();
        var named = Named(key, version);
        foreach (var stage in files.Where(file => named?.Contains(file.Path) == false).ToLookup(file => file.Stage!, file => file.Path))
        {
            using var claim = stage.Key == claimed ? null : VersionLease.TryClaim(folder, stage.Key);

            // What is under way cannot be claimed; and if it was under way when we looked at the heads, it is named now.
            if (stage.Key == claimed || claim is not null)
            {
                Drop(key, version, [.. stage]);
                claim?.Delete();
            }
        }
    }

    private void Drop(string key, string version, IReadOnlyList<string> files)
    {
        if (heads.Read().Assets.GetValueOrDefault(key) is { Partitions: { } slices } head && head.Folder == version && Named(key, version) is { } named)
        {
            replaced.Drop(head.Id, slices.Sequence, [.. files.Where(file => !named.Contains(file))]);
        }
    }

    // Null if the version was replaced meanwhile: then all of it goes.
    private HashSet<string>? Named(string key, string version)
    {
        if (heads.Read().Assets.GetValueOrDefault(key) is not { Partitions: { } slices } head || head.Folder != version || segments.TryRead(head) is not { } published)
        {
            return null;
        }

        if (_named.Of != published)
        {
            _named = (published, published.All.SelectMany(partition => partition.Files.Select(file => folder.Full($"{version}/{file}")))
                .Concat(slices.Segments.Select(segment => segments.PathOf(version, segment.Id)))
                .ToHashSet(StringComparer.Ordinal));
        }

        return _named.Names;
    }

    // Of files of others there is no stage.
    private static string? StageOf(string file)
    {
        var name = Path.GetFileName(file);
        return name.IndexOfAny(['-', '.']) is var end and > 0 && FolderNames.IsVersion(name[..end]) ? name[..end] : null;
    }
}
