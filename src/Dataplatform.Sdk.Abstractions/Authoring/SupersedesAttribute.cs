namespace Dataplatform.Sdk;

/// <summary>
/// Says in the place of which asset this one stands. Both are made until the old one ends (<see cref="RetiresAttribute"/>), so that
/// readers can move when it suits them.
/// </summary>
/// <example>
/// <code>
/// [Asset, Retires("2026-12-31")] public static Sql&lt;Order&gt; Orders(Table&lt;RawOrder&gt; rawOrders) =&gt; …
/// [Asset(Version = 2), Supersedes(nameof(Orders))] public static Sql&lt;OrderV2&gt; OrdersV2(Table&lt;RawOrder&gt; rawOrders) =&gt; …
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SupersedesAttribute : Attribute
{
    /// <summary>An asset of the same domain.</summary>
    /// <param name="asset">The method's name: <c>nameof(Orders)</c>.</param>
    public SupersedesAttribute(string asset) => Asset = asset;

    /// <summary>An asset of another class or domain.</summary>
    /// <param name="declaringType">The class that declares it.</param>
    /// <param name="asset">The method's name.</param>
    public SupersedesAttribute(Type declaringType, string asset)
    {
        DeclaringType = declaringType;
        Asset = asset;
    }

    /// <summary>The class that declares the asset; null means the declaring domain.</summary>
    public Type? DeclaringType { get; }

    /// <summary>The name of the method.</summary>
    public string Asset { get; }
}
