using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Status;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary>How people speak of the partitions of an asset.</summary>
internal static class PartitionWords
{
    /// <summary>Of an external asset: <c>360 of 365 partitions</c>, those that were ever observed.</summary>
    public static string OfObserved(PartitionStatus status) =>
        $"{HumanText.Number(status.Materialized.Intersect(status.Existing).Count)} of {HumanText.Count(status.Existing.Count, "partition")}";

    /// <summary><c>360 of 365 partitions, 5 missing, 2 failed; 3 stale: its code changed</c>.</summary>
    public static string Of(PartitionStatus status)
    {
        var words = new List<string>
        {
            $"{HumanText.Number(status.Materialized.Intersect(status.Existing).Count)} of {HumanText.Count(status.Existing.Count, "partition")}",
        };
        Add(status.Missing.Count, "missing");
        Add(status.Failed.Count, "failed");
        Add(status.InProgress.Count, "in progress");
        var reasons = status.Reasons.Select(reason => $"{HumanText.Number(reason.Partitions.Count)} stale: {reason.Reason}");
        return string.Join("; ", [string.Join(", ", words), .. reasons]);

        void Add(long count, string word)
        {
            if (count > 0)
            {
                words.Add($"{HumanText.Number(count)} {word}");
            }
        }
    }
}
