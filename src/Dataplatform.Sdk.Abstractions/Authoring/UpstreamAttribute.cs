namespace Dataplatform.Sdk;

/// <summary>
/// Says which asset a parameter reads, where its name does not: an asset of another domain, or one with another name than
/// the parameter's.
/// </summary>
/// <example><code>[Upstream(typeof(SalesAssets), nameof(SalesAssets.RawOrders))] Table&lt;Order&gt; orders</code></example>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class UpstreamAttribute : Attribute
{
    /// <summary>The parameter is an asset, named by the parameter; for types that would be taken for a resource.</summary>
    public UpstreamAttribute()
    {
    }

    /// <summary>An asset of the same domain.</summary>
    /// <param name="asset">The method's name: <c>nameof(RawOrders)</c>. For one of several outputs, the output's name.</param>
    public UpstreamAttribute(string asset) => Asset = asset;

    /// <summary>An asset of another class, domain or assembly.</summary>
    /// <param name="declaringType">The class that declares it.</param>
    /// <param name="asset">The method's name: <c>nameof(SalesAssets.RawOrders)</c>.</param>
    public UpstreamAttribute(Type declaringType, string asset)
    {
        DeclaringType = declaringType;
        Asset = asset;
    }

    /// <summary>The class that declares the asset; null means the declaring domain.</summary>
    public Type? DeclaringType { get; }

    /// <summary>The name of the method or output; null means the parameter's name.</summary>
    public string? Asset { get; }
}
