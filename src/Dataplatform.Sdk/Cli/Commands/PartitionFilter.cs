namespace Dataplatform.Sdk.Cli.Commands;

/// <summary>Which of the partitions that are meant are to be made.</summary>
internal enum PartitionFilter
{
    All,
    Missing,
    Failed,
    Stale,
}
