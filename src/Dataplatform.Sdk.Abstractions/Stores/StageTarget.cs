namespace Dataplatform.Sdk.Stores;

/// <summary>What a step is about to stage.</summary>
/// <param name="Key">The asset.</param>
public sealed record StageTarget(AssetKey Key);
