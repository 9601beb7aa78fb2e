using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Runs;

/// <summary>This process's stamp, and whether another one's still lives.</summary>
internal static class ProcessStamps
{
    private static readonly TimeSpan StartTolerance = TimeSpan.FromSeconds(2);

    /// <summary>The stamp of this process.</summary>
    public static ProcessStamp Current { get; } = new(HostOfThis(), Environment.ProcessId, StartOf(Environment.ProcessId) ?? string.Empty);

    /// <summary>Whether a process lives; null if that cannot be seen from here, because it is on another machine.</summary>
    public static bool? IsAlive(ProcessStamp stamp) =>
        stamp.Host != Current.Host ? null : StartOf(stamp.ProcessId) is { } started && IsSame(started, stamp.Started);

    // Ids of processes mean the same within one boot of one machine, and on Linux within one namespace.
    private static string HostOfThis()
    {
        if (!OperatingSystem.IsLinux())
        {
            return Environment.MachineName;
        }

        var boot = TryRead("/proc/sys/kernel/random/boot_id")?.Trim() ?? string.Empty;
        var space = File.ResolveLinkTarget("/proc/self/ns/pid", returnFinalTarget: false)?.Name ?? string.Empty;
        return $"{Environment.MachineName}/{boot}/{space}";
    }

    private static string? StartOf(int processId)
    {
        if (OperatingSystem.IsLinux())
        {
            // In ticks since boot, which no clock that is set moves. The name, which may hold anything, ends at the last bracket;
            // a process that has ended and was not waited for yet is dead.
            var stat = TryRead($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/stat");
            return stat?[(stat.LastIndexOf(')') + 2)..].Split(' ') is [not "Z", ..] fields && fields.Length > 19 ? fields[19] : null;
        }

        try
        {
            using var process = Process.GetProcessById(processId);
            return process.HasExited ? null : process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    // Elsewhere than on Linux the time is computed from the clock, and comes out a little different each time.
    private static bool IsSame(string one, string other) => one == other || (!OperatingSystem.IsLinux()
        && long.TryParse(one, CultureInfo.InvariantCulture, out var a) && long.TryParse(other, CultureInfo.InvariantCulture, out var b)
        && (TimeSpan.FromTicks(a) - TimeSpan.FromTicks(b)).Duration() <= StartTolerance);

    private static string? TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
