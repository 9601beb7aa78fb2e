using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Events;

/// <summary>A partition as events name it: its key, and where it is in time, so that the log can be read without the code that divided the asset.</summary>
/// <param name="Key">The partition.</param>
public sealed record PartitionPlace(PartitionKey Key)
{
    /// <summary>When its window begins, in seconds since 1970; null where the asset is not divided by time.</summary>
    public long? Start { get; init; }

    /// <summary>The key without time: empty where time is the only dimension, and the whole key where there is none.</summary>
    public string Series { get; init; } = Key.Text;
}
