using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Planning.Backfills;

/// <summary>A step of a backfill, and where its partitions stand. A step that is not divided has one partition, whose key is empty.</summary>
/// <param name="planned">The step, with what it waits for.</param>
/// <param name="target">What is to be made.</param>
internal sealed class BackfillStep(PlannedStep planned, PartitionSet target)
{
    public PlannedStep Planned => planned;

    /// <summary>What is to be made.</summary>
    public PartitionSet Target { get; } = target;

    /// <summary>What is neither made nor given up.</summary>
    public PartitionSet Remaining { get; private set; } = target;

    /// <summary>What was made.</summary>
    public PartitionSet Done { get; private set; } = PartitionSet.None(target.Shape);

    /// <summary>What failed.</summary>
    public PartitionSet Failed { get; private set; } = PartitionSet.None(target.Shape);

    /// <summary>What cannot be made because something that it needs failed.</summary>
    public PartitionSet Blocked { get; private set; } = PartitionSet.None(target.Shape);

    /// <summary>What the batch that is planned takes.</summary>
    public PartitionSet Taken { get; set; } = PartitionSet.None(target.Shape);

    /// <summary>The upstream steps, and which of their partitions are needed.</summary>
    public List<(BackfillStep Upstream, PlannedLink Link, PartitionEdge Edge)> Links { get; } = [];

    /// <summary>Which of its own partitions come before a partition; null if none do.</summary>
    public PartitionEdge? Self { get; set; }

    /// <summary>Where the partitions of the batch are in its plan.</summary>
    public Dictionary<PartitionKey, int> Places { get; } = [];

    public void Settle(PartitionSet done, PartitionSet failed, PartitionSet blocked)
    {
        Done = Done.Union(done);
        Failed = Failed.Union(failed);
        Blocked = Blocked.Union(blocked);
        Remaining = Remaining.Except(done).Except(failed).Except(blocked);
    }
}
