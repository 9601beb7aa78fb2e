namespace Dataplatform.Sdk.Events;

/// <summary>What the log knows of one partition. Positions are places in the log; 0 means never.</summary>
/// <param name="Start">When its window begins, in seconds since 1970; 0 where the asset is not divided by time.</param>
public readonly record struct PartitionEntry(long Start)
{
    /// <summary>When a step last began to make it.</summary>
    public long Begun { get; init; }

    /// <summary>When it was last published.</summary>
    public long Materialized { get; init; }

    /// <summary>As of when its inputs were read for that: what has changed later is not in it.</summary>
    public long AsOf { get; init; }

    /// <summary>When its data last became another than before.</summary>
    public long Changed { get; init; }

    /// <summary>When a step last failed to make it.</summary>
    public long Failed { get; init; }

    /// <summary>A hash of the data version; 0 if there is none.</summary>
    public ulong Data { get; init; }

    /// <summary>A hash of the code version; 0 if there is none.</summary>
    public ulong Code { get; init; }

    /// <summary>A hash of the inputs that are not divided themselves; 0 if there are none.</summary>
    public ulong Inputs { get; init; }

    /// <summary>Whether it is published.</summary>
    public bool IsMaterialized => Materialized > 0;

    /// <summary>Whether the last thing a step did with it was to fail.</summary>
    public bool IsFailed => Failed > Materialized;

    /// <summary>The later of two entries of one partition.</summary>
    internal PartitionEntry Or(PartitionEntry other) =>
        Math.Max(Math.Max(other.Materialized, other.Failed), other.Begun) >= Math.Max(Math.Max(Materialized, Failed), Begun) ? other : this;
}
