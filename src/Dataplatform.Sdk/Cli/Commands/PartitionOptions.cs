using System.CommandLine;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary>Options that say which partitions are meant.</summary>
internal static class PartitionOptions
{
    public static Option<string[]> Partition() => new("--partition")
    {
        Description = "A partition, such as 2024-01-05 or region=eu. Repeatable.",
        HelpName = "key",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Option<string> From() => new("--from") { Description = "The first partition, or a date.", HelpName = "key" };

    public static Option<string> To() => new("--to") { Description = "The last partition, or a date.", HelpName = "key" };

    /// <summary>Which of the partitions that are meant.</summary>
    /// <exception cref="DataplatformException">Several are given.</exception>
    public static PartitionFilter Which(bool missing, bool failed, bool stale) => (missing, failed, stale) switch
    {
        (false, false, false) => PartitionFilter.All,
        (true, false, false) => PartitionFilter.Missing,
        (false, true, false) => PartitionFilter.Failed,
        (false, false, true) => PartitionFilter.Stale,
        _ => throw new DataplatformException("Give one of --missing, --failed and --stale: what is stale or missing is --stale."),
    };
}
