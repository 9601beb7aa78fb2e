namespace Dataplatform.Sdk.Events;

/// <summary>What a materialization read.</summary>
/// <param name="Key">The input.</param>
/// <param name="Version">The id of the version that was read, of an external asset the data version by which it was known last; null where
/// there is none: a view, or an external asset that nobody observes.</param>
/// <param name="DataVersion">The data version of what was read, of an external asset or a query its code; null if none was known.</param>
public sealed record InputVersion(AssetKey Key, string? Version, string? DataVersion);
