namespace Dataplatform.Sdk.Events;

/// <summary>What a materialization read.</summary>
/// <param name="Key">The input.</param>
/// <param name="Version">The id of the version that was read; null where its store pins none: a view, or an external asset.</param>
/// <param name="DataVersion">The data version of what was read; null if none was known.</param>
public sealed record InputVersion(AssetKey Key, string? Version, string? DataVersion);
