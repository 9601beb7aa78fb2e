namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>
/// A file or folder that is being written: all of it is in a hidden folder beside its place until it is complete. The hidden
/// folder always goes away; that of a killed process goes when the same place is written again.
/// </summary>
internal sealed class StagedExport : IDisposable
{
    private const string LockName = "lock";
    private const string OlderName = "older";

    private readonly string _path;
    private readonly FileStream _lock;

    private StagedExport(string path, string folder, FileStream held)
    {
        _path = path;
        Folder = folder;
        _lock = held;
        Complete = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "complete")).FullName, Path.GetFileName(path));
    }

    /// <summary>The hidden folder.</summary>
    public string Folder { get; }

    /// <summary>Where the export is until it is complete, under its own name.</summary>
    public string Complete { get; }

    /// <summary>Makes the hidden folder, and the folders above it.</summary>
    /// <param name="path">The full path of the place.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static StagedExport Begin(string path)
    {
        var parent = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var prefix = $".{Path.GetFileName(path)}.";
        foreach (var left in parent.EnumerateDirectories(".*").Where(folder => IsStage(folder.Name, prefix)))
        {
            RemoveIfLeft(left.FullName, path);
        }

        for (var attempt = 1; ; attempt++)
        {
            var folder = parent.CreateSubdirectory($"{prefix}{Guid.NewGuid():N}").FullName;
            try
            {
                return new StagedExport(path, folder, Lock(folder, FileMode.CreateNew));
            }
            catch (IOException) when (attempt < 5)
            {
                // Before it was locked, another export to the same place has taken the folder for one that was left.
                Remove(folder);
            }
        }
    }

    /// <summary>Puts what is complete into its place.</summary>
    /// <param name="isFolder">Whether it is a folder.</param>
    /// <returns>Whether an older one was replaced.</returns>
    public bool Publish(bool isFolder)
    {
        var hasOlder = Path.Exists(_path);
        foreach (var file in isFolder ? Directory.EnumerateFiles(Complete, "*", SearchOption.AllDirectories) : [Complete])
        {
            // The name must not reach the disk before the content does.
            using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.FlushToDisk(handle);
        }

        if (!isFolder)
        {
            File.Move(Complete, _path, overwrite: true);
        }
        else if (!hasOlder)
        {
            Directory.Move(Complete, _path);
        }
        else if (!FolderSwap.TryExchange(Complete, _path))
        {
            FolderSwap.MoveAside(Complete, _path, Path.Combine(Folder, OlderName));
        }

        return hasOlder;
    }

    public void Dispose()
    {
        Remove(Folder);
        _lock.Dispose();
        Remove(Folder);
    }

    private static bool IsStage(string folder, string prefix) =>
        folder.StartsWith(prefix, StringComparison.Ordinal) && Guid.TryParseExact(folder[prefix.Length..], "N", out _);

    // The system gives up the lock of a process that was killed. Where a locked file cannot be removed, as on Windows, it is
    // removed after the lock; elsewhere before it, so that nobody takes the lock of a folder that is going away.
    private static void RemoveIfLeft(string folder, string path)
    {
        try
        {
            if (!File.Exists(Path.Combine(folder, LockName)))
            {
                // An export begins with the lock: without it a folder is either new and empty, or what is left of one that was being removed.
                if (Directory.EnumerateFileSystemEntries(folder).Any() && !File.Exists(Path.Combine(folder, LockName)))
                {
                    Remove(folder);
                    return;
                }

                Directory.Delete(folder);
                return;
            }

            using (Lock(folder, FileMode.Open))
            {
                // The process was killed between the two steps in which it replaced a folder.
                var older = Path.Combine(folder, OlderName);
                if (Directory.Exists(older) && !Path.Exists(path))
                {
                    Directory.Move(older, path);
                }

                Remove(folder);
            }

            Remove(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody is writing there.
        }
    }

    private static FileStream Lock(string folder, FileMode mode) => new(Path.Combine(folder, LockName), mode, FileAccess.ReadWrite, FileShare.None);

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is gone already; or else what went wrong before is the error to report, and the next export tries again.
        }
    }
}
