namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>What a version is made of; the names are kept in the database.</summary>
internal static class VersionKind
{
    public const string Table = "table";
    public const string View = "view";
    public const string Artifact = "artifact";
    public const string Partitions = "partitioned table";
    public const string PartitionedValue = "partitioned value";
}
