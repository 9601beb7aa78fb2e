namespace Dataplatform.Sdk.Events;

/// <summary>
/// How far a running step is. No event: it is no fact that anything is built on, the next one replaces it, and nobody keeps it.
/// </summary>
/// <param name="RunId">The run.</param>
/// <param name="Time">When.</param>
/// <param name="Step">The step's name.</param>
/// <param name="Key">The asset that is being written; until one is, the step's first.</param>
/// <param name="Elapsed">How long the step has been running.</param>
public sealed record StepProgress(RunId RunId, DateTimeOffset Time, string Step, AssetKey Key, TimeSpan Elapsed)
{
    /// <summary>The rows of the asset written so far; null if nothing was written yet, or the engine does not count.</summary>
    public long? Rows { get; init; }

    /// <summary>The rows that the step's own code has read so far, of all inputs together; null if none.</summary>
    public long? RowsRead { get; init; }

    /// <summary>The part that is done, 0 to 1, of the asset that is being written; null where nobody knows. It never goes back.</summary>
    public double? Fraction { get; init; }

    /// <summary>Rows a second on average since the first: those written, or while there are none, those read. Null if unknown.</summary>
    public double? RowsPerSecond { get; init; }
}
