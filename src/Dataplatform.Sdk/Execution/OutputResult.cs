using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Execution;

/// <summary>What became of one asset of a step.</summary>
/// <param name="Status">What became of it.</param>
internal readonly record struct OutputResult(AssetStatus Status)
{
    /// <summary>Whether this is a result at all; false in a fresh array.</summary>
    public bool IsKnown { get; init; }

    /// <summary>The version in its store.</summary>
    public string? Version { get; init; }

    /// <summary>Its rows.</summary>
    public long? Rows { get; init; }

    /// <summary>Its size.</summary>
    public long? Bytes { get; init; }

    /// <summary>What its content is known by.</summary>
    public string? DataVersion { get; init; }

    /// <summary>What its store knows of each partition; null where the asset is not partitioned, or it knows nothing.</summary>
    public IReadOnlyList<StagedPartition>? Partitions { get; init; }

    /// <summary>The partitions of it that were observed; null where it is not partitioned.</summary>
    public IReadOnlyList<MaterializedPartition>? Observed { get; init; }

    /// <summary>What it was computed from.</summary>
    public IReadOnlyList<InputVersion>? Inputs { get; init; }

    /// <summary>What it says of itself.</summary>
    public IReadOnlyDictionary<string, MetadataValue>? Metadata { get; init; }

    /// <summary>What its checks have found; null where none was called.</summary>
    public IReadOnlyList<CheckFinding>? Checks { get; init; }

    /// <summary>Why it failed.</summary>
    public StepError? Error { get; init; }

    /// <summary>Why it was skipped or cancelled.</summary>
    public string? Reason { get; init; }
}
