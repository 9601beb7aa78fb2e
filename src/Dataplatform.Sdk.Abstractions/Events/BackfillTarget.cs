namespace Dataplatform.Sdk.Events;

/// <summary>What a backfill is to make of an asset.</summary>
/// <param name="Asset">The asset; of those that are computed together the first.</param>
/// <param name="Partitions">The partitions, as the text of their set; empty where the asset is not divided.</param>
/// <param name="Count">How many they are.</param>
public sealed record BackfillTarget(AssetKey Asset, string Partitions, long Count);
