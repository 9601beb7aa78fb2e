using System.Globalization;
using System.IO.Compression;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Microsoft.Extensions.Logging;

namespace Dataplatform.Sdk.Runs;

/// <summary>
/// What a run's steps said, in a text file beside the event log. It is written plainly while the run goes on, so that the death of
/// the process loses little of it, and compressed when the run ends.
/// </summary>
internal sealed class RunTextLog(string folder, RunId run, TimeProvider clock) : IStepLog, IDisposable
{
    private readonly Lock _gate = new();
    private readonly string _path = PathOf(folder, run);
    private StreamWriter? _writer;
    private bool _isBroken;

    /// <summary>The file of a run while it goes on.</summary>
    public static string PathOf(string folder, RunId run) => Path.Combine(folder, $"{run.Value}.log");

    /// <summary>The lines of a run's log; empty if there is none.</summary>
    public static IEnumerable<string> Read(string folder, RunId run)
    {
        var path = PathOf(folder, run);
        if (File.Exists(path))
        {
            return File.ReadLines(path);
        }

        return File.Exists($"{path}.gz") ? ReadCompressed($"{path}.gz") : [];
    }

    /// <summary>Deletes the logs of a run.</summary>
    public static void Delete(string folder, RunId run)
    {
        File.Delete(PathOf(folder, run));
        File.Delete($"{PathOf(folder, run)}.gz");
    }

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel level) => level >= LogLevel.Information && !_isBroken;

    /// <inheritdoc/>
    public void Write(LogLevel level, string origin, string message, Exception? exception) =>
        WriteLine(clock.GetUtcNow(), Word(level), origin, exception is null ? message : $"{message}{Environment.NewLine}{exception}");

    /// <summary>Writes what an event says.</summary>
    public void Add(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunEvent.StepStarted step:
                WriteLine(step.Time, "start", string.Join(", ", step.Assets.Select(key => key.Path)), "began");
                break;
            case RunEvent.StepRetrying retry:
                WriteLine(retry.Time, "retry", string.Join(", ", retry.Assets.Select(key => key.Path)), $"attempt {retry.Attempt} failed, the next one comes in {DurationText.Format(retry.Delay)}: {retry.Error.Message}");
                break;
            case RunEvent.AssetMaterialized done:
                WriteLine(done.Time, "done", done.Key.Path, string.Create(CultureInfo.InvariantCulture, $"published{(done.Rows is { } rows ? $" {rows} rows" : string.Empty)} after {done.Duration.TotalSeconds:0.000} s"));
                break;
            case RunEvent.AssetObserved seen:
                WriteLine(seen.Time, "done", seen.Key.Path, $"observed: {ObservedWords.Of(seen)}");
                break;
            case RunEvent.CheckEvaluated check:
                WriteLine(check.Time, check.Passed ? "check" : check.Severity == CheckSeverity.Error ? "error" : "warn", check.Key.Path, $"check {check.Check} {(check.Passed ? "passed" : "failed")}{(check.Message is { } message ? $": {message}" : string.Empty)}");
                break;
            case RunEvent.AssetFailed failed:
                WriteLine(failed.Time, "error", failed.Key.Path, string.Join(Environment.NewLine, [failed.Error.Message, .. failed.Error.Frames.Select(frame => $"at {frame}")]));
                break;
            case RunEvent.AssetSkipped skipped:
                WriteLine(skipped.Time, "skip", skipped.Key.Path, skipped.Reason);
                break;
            case RunEvent.AssetCancelled cancelled:
                WriteLine(cancelled.Time, "cancel", cancelled.Key.Path, cancelled.Reason);
                break;
        }
    }

    /// <summary>Hands what was written to the system.</summary>
    public void Flush() => Try(() => _writer?.Flush());

    /// <summary>Ends the log and compresses it.</summary>
    public void Dispose() => Try(() =>
    {
        if (_writer is null)
        {
            return;
        }

        _writer.Dispose();
        _writer = null;
        var compressed = $"{_path}.gz";
        using (var source = File.OpenRead(_path))
        using (var target = new GZipStream(File.Create($"{compressed}.new"), CompressionLevel.Optimal))
        {
            source.CopyTo(target);
        }

        File.Move($"{compressed}.new", compressed, overwrite: true);
        File.Delete(_path);
    });

    private static IEnumerable<string> ReadCompressed(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        _ => "critical",
    };

    private void WriteLine(DateTimeOffset time, string word, string origin, string message) => Try(() =>
    {
        if (_writer is null)
        {
            Directory.CreateDirectory(folder);
            _writer = new StreamWriter(new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete));
        }

        _writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {word,-6} {origin}: {message.ReplaceLineEndings($"{Environment.NewLine}    ")}"));
    });

    // A text log that cannot be written is no reason for a run to fail: the events say what happened.
    private void Try(Action work)
    {
        lock (_gate)
        {
            if (_isBroken)
            {
                return;
            }

            try
            {
                work();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _isBroken = true;
            }
        }
    }
}
