namespace Dataplatform.Sdk.Partitions;

/// <summary>Keys that are added and removed while the app lives.</summary>
/// <param name="Name">The name of the dimension.</param>
/// <param name="Set">The name of the set of keys; assets that name the same set share its keys.</param>
public sealed record DynamicDimension(string Name, string Set) : PartitionDimension(Name)
{
    /// <summary>The set's name.</summary>
    public override string ToString() => Set;
}
