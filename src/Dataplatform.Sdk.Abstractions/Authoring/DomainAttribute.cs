namespace Dataplatform.Sdk;

/// <summary>
/// The domain of all assets in a class: the first part of their keys and the schema of their tables. Several classes may
/// share a domain; one domain lives in one assembly.
/// </summary>
/// <param name="name">The domain's name: lower-case letters, digits and underscores. Default without the attribute: the
/// assembly's name in snake_case.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class DomainAttribute(string name) : Attribute
{
    /// <summary>The domain's name.</summary>
    public string Name { get; } = name;

    /// <summary>Owners of every asset in the class that names none.</summary>
    /// <value>Default: none.</value>
    public string[]? Owners { get; set; }

    /// <summary>The group of every asset in the class that names none.</summary>
    /// <value>Default: the class in snake_case, without a trailing "Assets".</value>
    public string? Group { get; set; }

    /// <summary>Tags of every asset in the class, each <c>key</c> or <c>key=value</c>; an asset's own tags are added.</summary>
    /// <value>Default: none.</value>
    public string[]? Tags { get; set; }
}
