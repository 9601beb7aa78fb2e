namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>What an asset's head points at.</summary>
internal sealed record PublishedHead(string Version, string Kind, string? Relation);
