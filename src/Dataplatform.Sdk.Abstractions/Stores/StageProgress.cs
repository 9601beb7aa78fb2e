namespace Dataplatform.Sdk.Stores;

/// <summary>How far a stage is, as its store tells it while it works.</summary>
/// <param name="Rows">The rows written so far; null where the engine makes them itself and does not count them.</param>
/// <param name="Fraction">The part of the work that is done, 0 to 1, as the engine estimates it; null where it does not.</param>
public readonly record struct StageProgress(long? Rows, double? Fraction = null);
