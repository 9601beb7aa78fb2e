namespace Dataplatform.Sdk.Catalog;

/// <summary>How many partitions of a step a backfill makes in one run, and in one call of a method that takes a range.</summary>
/// <param name="MaxPartitionsPerRun">The most; null for all that are ready.</param>
public sealed record BackfillPolicy(int? MaxPartitionsPerRun);
