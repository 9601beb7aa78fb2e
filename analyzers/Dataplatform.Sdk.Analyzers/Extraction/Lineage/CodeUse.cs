namespace Dataplatform.Sdk.Analyzers.Extraction.Lineage;

/// <summary>What decides which rows code makes; the numbers are those of <c>LineageUse</c>.</summary>
internal enum CodeUse
{
    Filter = 2,
    Join = 4,
    Group = 8,
    Order = 32,
    Distinct = 64,
    Limit = 128,
}
