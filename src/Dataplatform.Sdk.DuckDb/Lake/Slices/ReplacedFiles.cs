using System.Globalization;

namespace Dataplatform.Sdk.DuckDb.Lake.Slices;

/// <summary>
/// Drops files of partitions that are not published any more, once nobody reads them who began before that. What must wait is noted in a
/// file, and whoever ends reading, publishes or opens the store looks whether the time has come. What dies in between leaves the lock of its
/// stage, which is found at the next opening.
/// </summary>
/// <param name="folder">The store's folder.</param>
internal sealed class ReplacedFiles(LakeFolder folder)
{
    /// <summary>Drops files now, or notes that they are to be dropped. Called after the publication without them.</summary>
    /// <param name="version">The version of the asset.</param>
    /// <param name="sequence">The first <see cref="LakeSlices.Sequence"/> without the files.</param>
    /// <param name="files">The full paths.</param>
    public void Drop(string version, long sequence, IReadOnlyList<string> files)
    {
        if (files.Count > 0 && LakeReader.Oldest(folder, version) >= sequence)
        {
            Delete(files);
        }
        else if (files.Count > 0)
        {
            Note(version, sequence, files);
        }

        Collect(version);
    }

    /// <summary>Drops what waits for nobody any more.</summary>
    /// <param name="version">The version of the asset; null for all.</param>
    public void Collect(string? version)
    {
        // First the notes: who ends meanwhile looks for them afterwards.
        var notes = Directory.EnumerateFiles(folder.Replaced, version is null ? "*" : $"{version}.*").ToList();
        foreach (var notesOfVersion in notes.Select(note => (Path: note, Parts: Path.GetFileName(note).Split('.'))).Where(note => note.Parts.Length == 3).GroupBy(note => note.Parts[0]))
        {
            var oldest = LakeReader.Oldest(folder, notesOfVersion.Key);
            foreach (var note in notesOfVersion.Where(note => long.Parse(note.Parts[1], CultureInfo.InvariantCulture) <= oldest))
            {
                DropNoted(note.Path);
            }
        }
    }

    private void Note(string version, long sequence, IReadOnlyList<string> files)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{version}.{sequence}.{Guid.NewGuid():N}");

        // Locked until it is complete.
        using var note = new StreamWriter(new FileStream(Path.Combine(folder.Replaced, name), FileMode.CreateNew, FileAccess.Write, FileShare.None));
        foreach (var file in files)
        {
            note.WriteLine(Path.GetRelativePath(folder.Root, file));
        }
    }

    // Somebody else may be at it already.
    private void DropNoted(string path)
    {
        using var note = FileLock.TryTake(path, FileMode.Open, FileShare.None);
        if (note is null)
        {
            return;
        }

        using var reader = new StreamReader(note, leaveOpen: true);
        Delete(reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(file => Path.Combine(folder.Root, file)));
        FileLock.Delete(note);
    }

    private static void Delete(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            try
            {
                File.Delete(file);
            }
            catch (DirectoryNotFoundException)
            {
                // The whole version is gone.
            }
        }
    }
}
