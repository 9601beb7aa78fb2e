namespace Dataplatform.Sdk.Partitions;

/// <summary>One dimension of a definition: a closed set of cases.</summary>
/// <param name="Name">What people call it, in snake_case: the name of the parameter that takes its key, or the one the attribute gives.</param>
public abstract record PartitionDimension(string Name)
{
    /// <summary>The column of the asset's rows that tells which partition a row is in; null if none does.</summary>
    public string? By { get; init; }
}
