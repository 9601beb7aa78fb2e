namespace Dataplatform.Sdk;

/// <summary>
/// Says which asset a parameter reads, where its name does not: an asset of another domain, or one with another name than
/// the parameter's. Of a partitioned asset it also says which partitions are needed, in one of several ways, where the same key and
/// the overlapping windows are not what is meant.
/// </summary>
/// <example><code>[Upstream(typeof(SalesAssets), nameof(SalesAssets.RawOrders))] Table&lt;Order&gt; orders</code></example>
/// <example><code>[Upstream(Lookback = 7)] Table&lt;Order&gt; orders</code></example>
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

    /// <summary>The own window and so many before it: 7 for the days of the week before and the day itself.</summary>
    /// <value>Default: 0.</value>
    public int Lookback { get; set; }

    /// <summary>Another window than the own: -1 is the one before. Counted in windows of the asset that reads.</summary>
    /// <value>Default: 0.</value>
    public int Offset { get; set; }

    /// <summary>By how many of the own windows the begin of what is needed is moved: -7 also needs the seven before.</summary>
    /// <value>Default: 0.</value>
    public int StartOffset { get; set; }

    /// <summary>By how many of the own windows the end of what is needed is moved: -1 leaves the own window out.</summary>
    /// <value>Default: 0.</value>
    public int EndOffset { get; set; }

    /// <summary>All partitions, the latest, or all that overlap.</summary>
    /// <value>Default: <see cref="UpstreamPartitions.Default"/>.</value>
    public UpstreamPartitions Partitions { get; set; }

    /// <summary>A function of yours that maps keys: a class derived from <see cref="PartitionFunction{TReader, TUpstream}"/> that can be
    /// made without arguments.</summary>
    /// <value>Default: none.</value>
    public Type? Map { get; set; }
}
