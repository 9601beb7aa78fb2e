namespace Dataplatform.Sdk;

/// <summary>Keeps an asset, or every asset of a class, in a named store instead of the default one.</summary>
/// <param name="name">The name under which the app registered the store.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class StoreAttribute(string name) : Attribute
{
    /// <summary>The store's name.</summary>
    public string Name { get; } = name;
}
