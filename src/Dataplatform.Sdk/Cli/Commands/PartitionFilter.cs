namespace Dataplatform.Sdk.Cli.Commands;

/// <summary>Which of the partitions that are meant are to be made.</summary>
internal enum PartitionFilter
{
    All,

    /// <summary>Those that are not published, and everything that is not divided.</summary>
    Unmade,
    Missing,
    Failed,
    Stale,
}
