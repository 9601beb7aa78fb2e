using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Planning;

namespace Dataplatform.Sdk.Execution;

/// <summary>
/// Measures how far a running step is. It is there only if somebody listens, and is asked now and then: what is measured only
/// counts, and neither waits nor looks at a clock.
/// </summary>
internal sealed class StepMeter(RunScope run, PlannedStep step)
{
    private readonly Lock _gate = new();
    private readonly long _began = run.Clock.GetTimestamp();
    private readonly List<RowCounter> _readers = [];
    private OutputMeter? _output;
    private long _read;
    private long? _reading;
    private StepProgress? _told;

    /// <summary>Begins to measure an output; its store reports to what is returned.</summary>
    /// <param name="key">The asset.</param>
    /// <param name="total">Its rows, where they are known beforehand.</param>
    public OutputMeter Begin(AssetKey key, long? total)
    {
        var output = new OutputMeter(key, total, run.Clock.GetTimestamp());
        Volatile.Write(ref _output, output);
        return output;
    }

    /// <summary>The step's code begins to read rows.</summary>
    public void Begin(RowCounter reader)
    {
        lock (_gate)
        {
            _reading ??= run.Clock.GetTimestamp();
            _readers.Add(reader);
        }
    }

    /// <summary>It has read as many as it wants.</summary>
    public void End(RowCounter reader)
    {
        lock (_gate)
        {
            _read += _readers.Remove(reader) ? reader.Rows : 0;
        }
    }

    /// <summary>How far the step is; null if it has not run for the interval, or has not moved since it was asked last.</summary>
    public StepProgress? Moved(TimeSpan interval)
    {
        var now = run.Clock.GetTimestamp();
        var elapsed = run.Clock.GetElapsedTime(_began, now);
        if (elapsed < interval)
        {
            return null;
        }

        var output = Volatile.Read(ref _output);
        var key = output?.Key ?? step.Assets[0].Key;
        var (rows, read) = (output?.Rows, Read());

        // An engine's estimate shrinks when it finds more to do; a bar that goes back says less than one that waits.
        var fraction = output?.Fraction is { } done && _told is { } last && last.Key == key ? Math.Max(done, last.Fraction ?? 0) : output?.Fraction;
        if ((rows, read, fraction) == (_told?.Rows, _told?.RowsRead, _told?.Fraction) && (_told is null || _told.Key == key))
        {
            return null;
        }

        return _told = new StepProgress(run.RunId, run.Clock.GetUtcNow(), step.Step.Name, key, elapsed)
        {
            Rows = rows,
            RowsRead = read,
            Fraction = fraction,
            RowsPerSecond = rows is { } written ? Rate(written, output!.Began, now) : Rate(read, _reading, now),
        };
    }

    private long? Read()
    {
        lock (_gate)
        {
            return _read + _readers.Sum(reader => reader.Rows) is > 0 and var rows ? rows : null;
        }
    }

    private double? Rate(long? rows, long? since, long now) =>
        rows > 0 && since is { } start && run.Clock.GetElapsedTime(start, now) is { Ticks: > 0 } elapsed ? rows / elapsed.TotalSeconds : null;
}
