namespace Dataplatform.Sdk.Events;

/// <summary>The last thing that a run did about an asset.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Time">When.</param>
/// <param name="Position">The event's place in the log.</param>
/// <param name="Status">What became of the asset.</param>
/// <param name="Reason">Why it was not materialized; null if it was.</param>
public sealed record AssetAttempt(RunId RunId, DateTimeOffset Time, long Position, AssetStatus Status, string? Reason);
