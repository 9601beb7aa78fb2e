namespace Dataplatform.Sdk;

/// <summary>
/// Says which partition of an upstream asset, divided by one enum, a partition needs that is divided by another. There is one for each
/// member of the own enum at least; a member with several needs several partitions.
/// </summary>
/// <param name="key">The member of the own enum.</param>
/// <param name="upstream">The member of the upstream's enum.</param>
/// <example><code>
/// [Asset, Partitions&lt;Region&gt;]
/// public static Sql&lt;RegionRevenue&gt; RegionRevenue(
///     [MapKey(Region.Alps, Country.Austria), MapKey(Region.Alps, Country.Switzerland), MapKey(Region.North, Country.Norway)]
///     Table&lt;CountryRevenue&gt; countryRevenue) =&gt; $"select sum(revenue) as revenue from {countryRevenue}";
/// </code></example>
[AttributeUsage(AttributeTargets.Parameter, AllowMultiple = true)]
public sealed class MapKeyAttribute(object key, object upstream) : Attribute
{
    /// <summary>The member of the own enum.</summary>
    public object Key { get; } = key;

    /// <summary>The member of the upstream's enum.</summary>
    public object Upstream { get; } = upstream;
}
