using System.Globalization;

namespace Dataplatform.Sdk.DuckDb.Lake.Slices;

/// <summary>
/// A reader of partitions of one version: a file of its own, locked until it ends, however that is. Its name says how far publications were
/// when it began, so that files that were replaced later stay. One file, however many partitions are read.
/// </summary>
internal sealed class LakeReader : IDisposable
{
    private readonly string _path;
    private readonly FileStream _file;

    private LakeReader(string path, FileStream file) => (_path, _file) = (path, file);

    /// <summary>Begins to read. What is published is to be looked up afterwards.</summary>
    /// <param name="folder">The store's folder.</param>
    /// <param name="version">The version of the asset.</param>
    /// <param name="sequence">Its <see cref="LakeSlices.Sequence"/>, or an earlier one.</param>
    public static LakeReader Begin(LakeFolder folder, string version, long sequence)
    {
        while (true)
        {
            var path = Path.Combine(folder.Readers, string.Create(CultureInfo.InvariantCulture, $"{version}.{sequence}.{Guid.NewGuid():N}"));
            if (FileLock.TryTake(path, FileMode.CreateNew, FileShare.ReadWrite) is { } file)
            {
                // Between its creation and its locking somebody may take it for that of a dead reader.
                if (File.Exists(path))
                {
                    return new(path, file);
                }

                file.Dispose();
            }
        }
    }

    /// <summary>The least sequence with which anybody began who still reads a version; the greatest number if nobody does.</summary>
    public static long Oldest(LakeFolder folder, string version) => Directory.EnumerateFiles(folder.Readers, $"{version}.*")
        .Where(IsAlive)
        .Select(path => long.Parse(Path.GetFileName(path).Split('.')[1], CultureInfo.InvariantCulture))
        .DefaultIfEmpty(long.MaxValue)
        .Min();

    /// <summary>Drops the files of readers that have died.</summary>
    public static void DropDead(LakeFolder folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder.Readers).ToList())
        {
            IsAlive(path);
        }
    }

    public void Dispose()
    {
        _file.Dispose();
        File.Delete(_path);
    }

    private static bool IsAlive(string path)
    {
        using var claim = FileLock.TryTake(path, FileMode.Open, FileShare.None);
        if (claim is null)
        {
            return File.Exists(path);
        }

        FileLock.Delete(claim);
        return false;
    }
}
