namespace Dataplatform.Sdk;

/// <summary>Names the column of a contract's member.</summary>
/// <param name="name">The column's name. Default without the attribute: snake_case of the member.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class ColumnAttribute(string name) : Attribute
{
    /// <summary>The column's name.</summary>
    public string Name { get; } = name;
}
