namespace Dataplatform.Sdk;

/// <summary>Which partitions of an upstream asset a partition of the asset that reads it needs.</summary>
public enum UpstreamPartitions
{
    /// <summary>What nobody could mean otherwise: the same key, and of time all windows that overlap. The compiler asks where it is in
    /// doubt. An asset that is not partitioned reads all. The default.</summary>
    Default,

    /// <summary>All windows that overlap, also where the clocks of two time zones draw them; of other keys the same.</summary>
    Overlapping,

    /// <summary>All there are.</summary>
    All,

    /// <summary>The last window that exists; of an asset without time the last key.</summary>
    Latest,
}
