namespace Dataplatform.Sdk.Lineage;

/// <summary>Where one asset comes from.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Edges">From columns of what it reads to its columns, and to itself for what decides which rows it has.</param>
/// <param name="Doubts">Why there may be more edges than needed, in words for people; empty if there are just those that are needed.</param>
public sealed record AssetLineage(AssetKey Asset, IReadOnlyList<AssetEdge> Edges, IReadOnlyList<string> Doubts);
