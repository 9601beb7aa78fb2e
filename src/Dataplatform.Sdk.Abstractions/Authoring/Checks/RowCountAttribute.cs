namespace Dataplatform.Sdk.Checks;

/// <summary>There are so many rows; of a partitioned asset in the partitions that are made together.</summary>
/// <param name="min">At least so many.</param>
/// <param name="max">At most so many.</param>
/// <example><code>[Contract, RowCount(1)] public sealed record Currency(string Code);</code></example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class RowCountAttribute(long min, long max = long.MaxValue) : ContractCheckAttribute
{
    /// <summary>At least so many rows.</summary>
    public long Min { get; } = min;

    /// <summary>At most so many rows.</summary>
    public long Max { get; } = max;
}
