namespace Dataplatform.Sdk.Partitions;

/// <summary>The members of an enum, by their names.</summary>
/// <param name="Name">The name of the dimension.</param>
/// <param name="EnumType">The enum, as C# writes it with its namespace.</param>
/// <param name="Members">The names of its members, in the order of their values, separated by one space.</param>
public sealed record EnumDimension(string Name, string EnumType, string Members) : PartitionDimension(Name)
{
    /// <summary>The keys: the names of the members.</summary>
    public IReadOnlyList<string> Keys => Members.Length == 0 ? [] : Members.Split(' ');

    /// <summary>The enum's name.</summary>
    public override string ToString() => EnumType.Substring(EnumType.LastIndexOf('.') + 1);
}
