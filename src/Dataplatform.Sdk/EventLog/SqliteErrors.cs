using Microsoft.Data.Sqlite;

namespace Dataplatform.Sdk.EventLog;

/// <summary>What SQLite's errors mean for whoever reads them.</summary>
internal static class SqliteErrors
{
    private const int Busy = 5;
    private const int ReadOnly = 8;
    private const int IoError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static DataplatformException Describe(string path, SqliteException e, IReadOnlyList<int>? users = null) => new(
        e.SqliteErrorCode switch
        {
            Busy => $"The event log {path} is busy: another process has been writing to it for seconds. {Users(users)}",
            ReadOnly or CannotOpen => $"The event log {path} cannot be written ({e.Message}). Give this user the right to write to its folder, or choose another one (Dataplatform:StateFolder).",
            Corrupt or NotADatabase => $"The event log {path} is damaged ({e.Message}). What is published in the stores is safe. Move the file and those beside it that begin with its name away; the next run begins a new log and takes up what the stores hold.",
            Full => $"The event log {path} cannot be written: the disk is full. Make room, then continue with 'runs resume'.",
            IoError => $"The event log {path} cannot be read or written ({e.Message}). Look at the disk; what is published in the stores is safe.",
            _ => $"The event log {path} does not work: {e.Message}",
        },
        e);

    private static string Users(IReadOnlyList<int>? users) => users is not { Count: > 0 }
        ? "Try again; if it stays so, end the process that has it open."
        : $"Runs of {(users.Count == 1 ? "process" : "processes")} {string.Join(", ", users)} go on: one that is suspended in the middle of a write keeps all others from writing. Continue it (kill -CONT), end it, or try again.";
}
