using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Dataplatform.Sdk.DuckDb.Interop;

/// <summary>Says in one sentence why a database file cannot be opened, and what to do.</summary>
internal static partial class OpenFailure
{
    /// <summary>Finds what DuckDB would report as an unspecific IO error.</summary>
    public static void ThrowIfUnusable(DuckDbOpenOptions options)
    {
        if (options.Path is not { } path)
        {
            return;
        }

        if (Directory.Exists(path))
        {
            throw Failure($"'{path}' is a folder, not a DuckDB database. Name a file in it, such as '{Path.Combine(path, "warehouse.duckdb")}'.");
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder))
        {
            throw Failure($"The database '{path}' cannot be opened: its folder '{folder}' does not exist. Create the folder, or correct the path.");
        }

        if (options.ReadOnly && !File.Exists(path))
        {
            throw Failure($"The database '{path}' does not exist, and opening it read-only cannot create it.");
        }
    }

    /// <summary>Turns DuckDB's error into one for people; what is not recognised keeps DuckDB's text.</summary>
    public static DuckDbException Explain(DuckDbOpenOptions options, DuckDbException error)
    {
        var path = options.Path ?? "in memory";
        var text = error.Message;
        if (Has(text, "Could not set lock on file") || Has(text, "being used by another process"))
        {
            return Failure($"The database '{path}' is in use by {Holder(text)}, and DuckDB lets one process at a time open it. Stop that process, or wait until it has ended.", error);
        }

        if (Has(text, "not a valid DuckDB database file") || Has(text, "checksum") || error.Kind is DuckDbErrorKind.Serialization or DuckDbErrorKind.Internal or DuckDbErrorKind.Fatal)
        {
            return Failure($"The file '{path}' is not a DuckDB database, or it is damaged. Move it away and run again, or restore it from a backup. ({text})", error);
        }

        if (Has(text, "database file with version number") || Has(text, "serialization version"))
        {
            return Failure($"The database '{path}' was written by another version of DuckDB than the one here ({DuckDbDatabase.LibraryVersion}). Update the package, or export the data with the version that wrote it. ({text})", error);
        }

        if (Has(text, "Permission denied") || Has(text, "Read-only file system") || Has(text, "Access is denied"))
        {
            return Failure($"The database '{path}' cannot be written: this user has no write permission for the file or its folder. Grant it, or choose another place. ({text})", error);
        }

        return Has(text, "different configuration")
            ? Failure($"The database '{path}' is already open in this process with other options. Open it with the same options everywhere. ({text})", error)
            : Failure($"The database '{path}' cannot be opened. ({text})", error);
    }

    private static string Holder(string text)
    {
        if (HolderPid().Match(text) is not { Success: true } match
            || !int.TryParse(match.Groups["pid"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
        {
            return "another process";
        }

        try
        {
            using var process = Process.GetProcessById(pid);
            return string.Create(CultureInfo.InvariantCulture, $"process {pid} ({process.ProcessName})");
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return string.Create(CultureInfo.InvariantCulture, $"process {pid} (which has just ended; try again)");
        }
    }

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static DuckDbException Failure(string message, Exception? inner = null) => new(message, DuckDbErrorKind.IO, inner);

    [GeneratedRegex(@"\(PID (?<pid>\d+)\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex HolderPid();
}
