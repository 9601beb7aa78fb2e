using System.Diagnostics;
using Dataplatform.Sdk.DuckDb.Store;

namespace Dataplatform.Sdk.DuckDb.Lake;

/// <summary>
/// A file that is locked by the operating system, so that the lock ends with its process however that ends. Held by one for
/// itself, or by many together.
/// </summary>
internal static class FileLock
{
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;
    private const int SharingViolation = 32;

    /// <summary>How long something that another process holds is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits until nobody else has the file, and takes it.</summary>
    /// <param name="path">The file; it is created when it is missing.</param>
    /// <param name="purpose">What the lock is for, as a part of a sentence: <c>published to</c>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="DataplatformException">Another process does not give it back.</exception>
    public static async Task<FileStream> TakeAsync(string path, string purpose, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            if (TryTake(path, FileMode.OpenOrCreate, FileShare.None) is { } file)
            {
                return file;
            }

            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new DataplatformException(
                    $"The store cannot be {purpose}: another process has held '{path}' for {Patience.TotalSeconds} seconds. End it (on Linux, 'fuser -v {path}' names it), or try again.");
            }

            await UnevenWait.AfterAsync(attempt, longest: 32, cancellationToken);
        }
    }

    /// <summary>Takes a file for oneself (<see cref="FileShare.None"/>) or together with others (<see cref="FileShare.ReadWrite"/>).</summary>
    /// <returns>Null if somebody has it in a way that does not go with that, or if it is to be opened and is not there.</returns>
    public static FileStream? TryTake(string path, FileMode mode, FileShare share)
    {
        try
        {
            // No buffer: what is in the file is a line.
            return new FileStream(path, mode, FileAccess.ReadWrite, share, bufferSize: 0);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }
    }

    /// <summary>Deletes a file that one has taken for oneself, and gives it back.</summary>
    public static void Delete(FileStream file)
    {
        var path = file.Name;
        if (OperatingSystem.IsWindows())
        {
            // It cannot be deleted while it is open; nor can anybody have it who does not lock it with the same call.
            file.Dispose();
            File.Delete(path);
            return;
        }

        // Before it is given back, so that who takes it next finds that it is gone.
        File.Delete(path);
        file.Dispose();
    }

    private static bool IsHeld(IOException error) =>
        OperatingSystem.IsWindows() ? (error.HResult & 0xFFFF) == SharingViolation : error.HResult is WouldBlockOnLinux or WouldBlockOnMac;
}
