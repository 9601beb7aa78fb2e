namespace Dataplatform.Sdk.Planning;

/// <summary>An asset of an earlier step that a step waits for.</summary>
/// <param name="Step">The earlier step's index.</param>
/// <param name="Key">The asset.</param>
/// <param name="CanBeAbsent">Whether the step runs all the same when that asset's method leaves it out.</param>
internal readonly record struct PlannedLink(int Step, AssetKey Key, bool CanBeAbsent);
