using System.Runtime.InteropServices;

namespace Dataplatform.Sdk.DuckDb.Lake;

/// <summary>Makes sure that what was written survives a loss of power: files before they are named, names before they count.</summary>
internal static partial class DiskSync
{
    private const int ReadOnly = 0;
    private const int Few = 8;

    /// <summary>The content of a file that somebody else has written.</summary>
    public static void File(string path)
    {
        using var file = System.IO.File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }

    /// <summary>The content of files in a folder. Of many at once everything that the file system has to write, which takes as long as a few of them.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="files">The files within it.</param>
    public static void Files(string folder, IReadOnlyCollection<string> files)
    {
        if (files.Count <= Few || !TryAll(folder))
        {
            foreach (var file in files)
            {
                File(Path.Combine(folder, file));
            }
        }
    }

    /// <summary>The names in folders of one file system.</summary>
    public static void Folders(IReadOnlyCollection<string> paths)
    {
        if (paths.Count <= Few || !TryAll(paths.First()))
        {
            foreach (var path in paths)
            {
                Folder(path);
            }
        }
    }

    private static bool TryAll(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        var folder = Open(path, ReadOnly);
        if (folder < 0)
        {
            return false;
        }

        var isDone = SyncAll(folder) == 0;
        _ = Close(folder);
        return isDone;
    }

    /// <summary>The names in a folder. Windows keeps them in its journal, and file systems that cannot do it are left alone.</summary>
    public static void Folder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // .NET opens files only.
        var folder = Open(path, ReadOnly);
        if (folder >= 0)
        {
            _ = Sync(folder);
            _ = Close(folder);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "syncfs")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SyncAll(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
