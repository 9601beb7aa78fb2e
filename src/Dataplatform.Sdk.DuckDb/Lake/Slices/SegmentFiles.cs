using System.Collections.Concurrent;
using System.Text.Json;

namespace Dataplatform.Sdk.DuckDb.Lake.Slices;

/// <summary>Reads and writes segments, and remembers those that are published: they never change.</summary>
/// <param name="folder">The store's folder.</param>
internal sealed class SegmentFiles(LakeFolder folder)
{
    /// <summary>Where segments are, within a version's folder. Others pass over it because it begins with an underscore.</summary>
    private const string Folder = "_heads";

    private readonly ConcurrentDictionary<string, PartitionHeads> _known = new(StringComparer.Ordinal);

    /// <summary>The full path of a segment.</summary>
    /// <param name="version">The version's folder, below the store's.</param>
    /// <param name="id">The segment.</param>
    public string PathOf(string version, string id) => Path.Combine(FolderOf(version), $"{id}.json");

    /// <summary>The full path of the folder of segments.</summary>
    /// <param name="version">The version's folder, below the store's.</param>
    public string FolderOf(string version) => Path.Combine(folder.Full(version), Folder);

    /// <summary>The heads of all partitions of a version; null if a segment is gone, because a newer one has taken it up.</summary>
    /// <exception cref="DataplatformException">A segment is damaged.</exception>
    public PartitionHeads? TryRead(LakeHead head)
    {
        var known = _known.GetValueOrDefault(head.Folder!);
        if (known is not null && known.Segments.Select(segment => segment.Id).SequenceEqual(head.Partitions!.Segments.Select(segment => segment.Id), StringComparer.Ordinal))
        {
            return known;
        }

        var segments = new List<LakeSegment>();
        foreach (var name in head.Partitions!.Segments)
        {
            if ((known?.Segments.FirstOrDefault(segment => segment.Id == name.Id) ?? TryRead(head.Folder!, name.Id)) is not { } segment)
            {
                return null;
            }

            segments.Add(segment);
        }

        return _known[head.Folder!] = new PartitionHeads(segments);
    }

    /// <summary>Remembers what is published now, so that nobody reads what this process has written.</summary>
    public void Remember(string version, PartitionHeads heads) => _known[version] = heads;

    /// <summary>Deletes segments that newer ones have taken up.</summary>
    public void Delete(string version, IEnumerable<LakeSegment> segments)
    {
        foreach (var segment in segments)
        {
            File.Delete(PathOf(version, segment.Id));
        }
    }

    /// <summary>Writes a segment to the disk; its name is not there yet.</summary>
    public void Write(string version, LakeSegment segment)
    {
        using var file = new FileStream(PathOf(version, segment.Id), FileMode.Create, FileAccess.Write, FileShare.None);
        JsonSerializer.Serialize(file, [.. segment.Partitions], LakeSegmentJson.Default.ListLakePartition);
        file.Flush(flushToDisk: true);
    }

    private LakeSegment? TryRead(string version, string id)
    {
        var path = PathOf(version, id);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return new(id, JsonSerializer.Deserialize(file, LakeSegmentJson.Default.ListLakePartition) ?? []);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException e)
        {
            throw new DataplatformException($"The heads of partitions in '{path}' are damaged. Restore the store from a backup, or wipe the asset and make it again. ({e.Message})", e);
        }
    }
}
