using System.Diagnostics;
using System.Text;

namespace Dataplatform.Sdk.DuckDb.Lake;

/// <summary>
/// The use of a version: its lock file, shared with others that use it too, or claimed for oneself to drop it. Whoever stages,
/// publishes or reads holds a lease; a version that can be claimed and is not in the heads is nobody's. Death ends leases.
/// </summary>
internal sealed class VersionLease : IDisposable
{
    private readonly FileStream _file;

    private VersionLease(FileStream file) => _file = file;

    /// <summary>Begins a version, or a folder of work.</summary>
    /// <param name="folder">The store's folder.</param>
    /// <param name="id">The new version.</param>
    /// <param name="key">The asset; empty for what is never published. It is written down, so that anyone finds the files.</param>
    public static VersionLease Begin(LakeFolder folder, string id, string key)
    {
        var started = Stopwatch.GetTimestamp();
        for (var wait = default(SpinWait); Stopwatch.GetElapsedTime(started) < FileLock.Patience; wait.SpinOnce())
        {
            // Between its creation and its locking a sweeper may take the file for a dead one and delete it.
            if (FileLock.TryTake(folder.LockOf(id), FileMode.OpenOrCreate, FileShare.ReadWrite) is { } file)
            {
                if (File.Exists(folder.LockOf(id)))
                {
                    file.Write(Encoding.UTF8.GetBytes(key));
                    return new(file);
                }

                file.Dispose();
            }
        }

        throw new DataplatformException($"The store cannot be written to: another process has held '{folder.LockOf(id)}', which is new, for {FileLock.Patience.TotalSeconds} seconds. End it, or try again.");
    }

    /// <summary>Joins those who use a version; null if somebody is about to drop it, or its lock file is gone.</summary>
    /// <param name="folder">The store's folder.</param>
    /// <param name="id">The version.</param>
    /// <param name="create">Whether a missing lock file is made: of a store that was copied without its hidden folder.</param>
    public static VersionLease? TryJoin(LakeFolder folder, string id, bool create) =>
        FileLock.TryTake(folder.LockOf(id), create ? FileMode.OpenOrCreate : FileMode.Open, FileShare.ReadWrite) is { } file ? new(file) : null;

    /// <summary>Claims a version that nobody uses; null if somebody does.</summary>
    public static VersionLease? TryClaim(LakeFolder folder, string id) =>
        FileLock.TryTake(folder.LockOf(id), FileMode.OpenOrCreate, FileShare.None) is { } file ? new(file) : null;

    /// <summary>The asset that was written down; empty if there is none.</summary>
    public string ReadKey()
    {
        _file.Position = 0;
        using var reader = new StreamReader(_file, Encoding.UTF8, leaveOpen: true);
        return reader.ReadToEnd();
    }

    /// <summary>Ends it and deletes the lock file, of a version that was claimed.</summary>
    public void Delete() => FileLock.Delete(_file);

    public void Dispose() => _file.Dispose();
}
