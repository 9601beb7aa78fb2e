using System.Globalization;
using Dataplatform.Sdk.DuckDb.Store;
using Dataplatform.Sdk.DuckDb.Store.Slices;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Lake.Slices;

/// <summary>
/// Publishes stages of partitions, within a <see cref="LakePublication"/>: heads of the partitions go into a new segment, and the files move to
/// the folders of their partitions. Nobody sees either before the head file names the segment, and partitions that are not staged are not touched.
/// </summary>
/// <param name="lake">The store.</param>
/// <param name="scope">The step that publishes.</param>
internal sealed class LakeSlicePublication(OpenLake lake, StepScope scope) : IDisposable
{
    private readonly DateTimeOffset _now = lake.Clock.GetUtcNow();
    private readonly Dictionary<string, PartitionHeads> _before = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PartitionHeads> _after = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LakeHead> _heads = new(StringComparer.Ordinal);
    private readonly List<(string Folder, string File)> _replaced = [];
    private readonly List<(string Key, string Version, VersionLease Lease)> _begun = [];
    private readonly List<(string From, string To)> _moved = [];

    /// <summary>The head of an asset with the partitions of a stage. Nothing is changed yet.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="old">What is published, or will be by the same publication; null if nothing is.</param>
    /// <param name="revoked">What is revoked; loses what the stage outdates.</param>
    /// <exception cref="DataplatformException">A newer attempt has published one of the partitions, or the asset as a whole.</exception>
    public LakeHead Publish(LakeStage stage, LakeHead? old, IDictionary<string, long> revoked)
    {
        ThrowIfRevoked(stage, revoked);
        var into = Into(stage, old);
        var folder = into?.Folder ?? Begin(stage, old);
        var heads = into is null ? PartitionHeads.None : HeadsOf(into);
        var replaced = stage.Slice!.Partitions.Select(partition => heads.Last(partition.Key.Text)).OfType<LakePartition>().ToList();
        if (replaced.Find(partition => partition.Fence > stage.Fence) is { } newer)
        {
            throw SliceErrors.NewerAttempt(stage.Key, new(newer.Key), newer.Run);
        }

        var gone = replaced.Where(partition => !partition.IsRemoved).ToList();
        _replaced.AddRange(gone.SelectMany(partition => partition.Files.Select(file => (folder, file))));
        var sets = ColumnSets(into, stage);
        var published = stage.Slice.Partitions.Select((partition, i) => new LakePartition
        {
            Key = partition.Key.Text,
            Version = stage.Version,
            Fence = stage.Fence,
            Files = [.. stage.Slice.Files[i].Select((file, number) => $"{HivePath.Of(partition.Key, stage.Slice.Target.Dimensions)}/{FileName(stage, file, number)}")],
            Columns = sets.Index,
            Rows = partition.Rows,
            DataVersion = partition.DataVersion,
            Run = scope.RunId.Value,
            PublishedAt = _now,
        }).ToList();
        _after[folder] = heads.With(stage.Version, published);
        var all = (into is null ? default : SliceTotals.Of(into)).Without(gone).With(published);
        return _heads[folder] = new LakeHead
        {
            Version = stage.Version,
            Fence = Math.Max(stage.Fence, into?.Fence ?? 0),
            Kind = stage.Kind,
            Folder = folder,
            Columns = Columns(into, stage),
            Rows = stage.Kind == VersionKind.Partitions ? all.Rows : null,
            DataVersion = lake.Options.DataVersions ? all.ContentText : null,
            Run = scope.RunId.Value,
            Step = scope.Step,
            Attempt = scope.Attempt,
            Write = stage.Write,
            PublishedAt = _now,
            Earlier = into is null ? LakePublication.EarlierOf(old, lake.Options.KeepVersions) : into.Earlier,
            Partitions = new LakeSlices
            {
                Count = all.Partitions,
                Content = all.ContentText,
                Sequence = 1 + (into?.Partitions!.Sequence ?? 0),
                Segments = _after[folder].Names,
                ColumnSets = sets.All,
            },
        };
    }

    /// <summary>Moves the files of stages to their places and writes segments, right before the head file names them.</summary>
    public void Place(IReadOnlyList<LakeStage> stages, IReadOnlyDictionary<string, LakeHead> assets)
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var stage in stages)
        {
            var (slice, version) = (stage.Slice!, assets[stage.Key.Path].Folder!);
            slice.IsPlaced = true;
            foreach (var (i, files) in slice.Files.Index().Where(partition => partition.Item.Count > 0))
            {
                var place = lake.Folder.Full($"{version}/{HivePath.Of(slice.Partitions[i].Key, slice.Target.Dimensions)}");
                Make(place, changed);
                foreach (var (number, file) in files.Index())
                {
                    var (from, to) = (Path.Combine(lake.Folder.WorkOf(stage.Version), file), Path.Combine(place, FileName(stage, file, number)));
                    File.Move(from, to);
                    _moved.Add((from, to));
                }
            }
        }

        foreach (var (folder, heads) in _after)
        {
            Make(lake.Segments.FolderOf(folder), changed);
            foreach (var segment in heads.Segments.Except(_before.GetValueOrDefault(folder, PartitionHeads.None).Segments))
            {
                lake.Segments.Write(folder, segment);
            }
        }

        DiskSync.Folders(changed);
    }

    /// <summary>Moves files back, after the head file could not be replaced: the stages can be published again.</summary>
    public void TakeBack()
    {
        try
        {
            foreach (var (from, to) in _moved)
            {
                File.Move(to, from);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What stays where it is goes with the stage.
        }
    }

    /// <summary>Drops what is not published any more. What cannot be dropped takes room; it is no reason to fail.</summary>
    public void DropReplaced()
    {
        try
        {
            foreach (var (folder, heads) in _after)
            {
                lake.Segments.Remember(folder, heads);
                lake.Segments.Delete(folder, _before.GetValueOrDefault(folder, PartitionHeads.None).Segments.Except(heads.Segments));
                lake.Replaced.Drop(
                    _heads[folder].Id, _heads[folder].Partitions!.Sequence, [.. _replaced.Where(file => file.Folder == folder).Select(file => lake.Folder.Full($"{folder}/{file.File}"))]);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Other publications go on.
        }
    }

    /// <summary>Lets go of versions that were begun, and drops them if they were not published.</summary>
    public void Dispose()
    {
        foreach (var (key, version, lease) in _begun)
        {
            lease.Dispose();
            lake.Sweeper.TryDrop(version, key);
        }
    }

    /// <summary>The key under which a partition is revoked; keys of assets have no such sign.</summary>
    public static string RevocationOf(AssetKey key, string partition) => $"{key.Path}|{partition}";

    private static void ThrowIfRevoked(LakeStage stage, IDictionary<string, long> revoked)
    {
        if (revoked.TryGetValue(stage.Key.Path, out var all) && all > stage.Fence)
        {
            throw StoreErrors.Revoked(stage.Key);
        }

        foreach (var partition in stage.Slice!.Partitions)
        {
            var key = RevocationOf(stage.Key, partition.Key.Text);
            if (revoked.TryGetValue(key, out var fence) && fence > stage.Fence)
            {
                throw SliceErrors.Revoked(stage.Key, partition.Key);
            }

            // From now on the partition's head has a greater fence.
            revoked.Remove(key);
        }
    }

    // The version into which partitions are published; null for a new one, which takes the place of what is there.
    private static LakeHead? Into(LakeStage stage, LakeHead? old)
    {
        var isSeen = old?.Id == stage.Slice!.Seen;
        if (old is null || (isSeen && stage.Slice.Replaces))
        {
            return null;
        }

        // Others that began at the same time may have begun the version, or it was removed and begun anew.
        return old.Kind == stage.Kind && Fits(old, stage.Columns ?? [], isSeen) ? old : throw SliceErrors.Replaced(stage.Key);
    }

    // Columns that others have added meanwhile do not matter, unless they are of another type.
    private static bool Fits(LakeHead old, IEnumerable<LakeColumn> columns, bool mayAdd) =>
        columns.All(column => old.Columns!.FirstOrDefault(other => SameName(other, column)) is { } there ? there.Type == column.Type : mayAdd);

    private static bool SameName(LakeColumn one, LakeColumn other) => one.Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase);

    private static IReadOnlyList<LakeColumn>? Columns(LakeHead? into, LakeStage stage) => into?.Columns is { } there
        ? [.. there, .. stage.Columns!.Where(column => !there.Any(other => SameName(other, column)))]
        : stage.Columns;

    private static (IReadOnlyList<IReadOnlyList<string>> All, int Index) ColumnSets(LakeHead? into, LakeStage stage)
    {
        var sets = into?.Partitions!.ColumnSets.ToList() ?? [];
        if (stage.Columns is null)
        {
            return (sets, 0);
        }

        IReadOnlyList<string> own = [.. stage.Columns.Select(column => column.Name)];
        var index = sets.FindIndex(set => set.SequenceEqual(own, StringComparer.Ordinal));
        return index < 0 ? ([.. sets, own], sets.Count) : (sets, index);
    }

    private static string FileName(LakeStage stage, string file, int number) => string.Create(CultureInfo.InvariantCulture, $"{stage.Version}-{number}{Path.GetExtension(file)}");

    // The folder gets names, and so do those above it that are new or get one that is.
    private static void Make(string folder, HashSet<string> changed)
    {
        for (var place = folder; changed.Add(place) && !Directory.Exists(place);)
        {
            place = Path.GetDirectoryName(place)!;
        }

        Directory.CreateDirectory(folder);
    }

    private string Begin(LakeStage stage, LakeHead? old)
    {
        if (old?.Fence > stage.Fence)
        {
            throw old.RestoredAt is null ? StoreErrors.NewerAttempt(stage.Key, old.Run) : StoreErrors.RolledBack(stage.Key);
        }

        var version = Guid.CreateVersion7(_now).ToString("N");
        _begun.Add((stage.Key.Path, version, VersionLease.Begin(lake.Folder, version, stage.Key.Path)));
        return $"{stage.Key.Path}/{version}";
    }

    private PartitionHeads HeadsOf(LakeHead head)
    {
        if (_after.TryGetValue(head.Folder!, out var after))
        {
            return after;
        }

        // Nobody publishes meanwhile.
        var heads = lake.Segments.TryRead(head) ?? throw SliceErrors.HeadsAreGone(new(head.Folder![..head.Folder!.LastIndexOf('/')]), lake.Folder.Full(head.Folder));
        return _before[head.Folder!] = heads;
    }
}
