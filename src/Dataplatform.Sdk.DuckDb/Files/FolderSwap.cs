using System.Runtime.InteropServices;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>Replaces a folder by another one.</summary>
internal static partial class FolderSwap
{
    private const int CurrentFolder = -100;
    private const uint LinuxExchange = 2;
    private const uint MacSwap = 2;

    /// <summary>Exchanges two folders in one step, so that no reader sees neither.</summary>
    /// <returns>False if the system, or the file system, cannot.</returns>
    public static bool TryExchange(string one, string other)
    {
        try
        {
            return OperatingSystem.IsLinux() ? RenameAt2(CurrentFolder, one, CurrentFolder, other, LinuxExchange) == 0
                : OperatingSystem.IsMacOS() && RenameX(one, other, MacSwap) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Replaces a folder in two steps; between them there is none.</summary>
    /// <param name="complete">The new folder.</param>
    /// <param name="path">The place of the older one.</param>
    /// <param name="aside">Where the older one goes.</param>
    /// <exception cref="IOException">A folder cannot be moved; the older one is in its place.</exception>
    public static void MoveAside(string complete, string path, string aside)
    {
        Directory.Move(path, aside);
        try
        {
            Directory.Move(complete, path);
        }
        catch
        {
            Directory.Move(aside, path);
            throw;
        }
    }

    [LibraryImport("libc", EntryPoint = "renameat2", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt2(int oneFolder, string one, int otherFolder, string other, uint flags);

    [LibraryImport("libc", EntryPoint = "renamex_np", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameX(string one, string other, uint flags);
}
