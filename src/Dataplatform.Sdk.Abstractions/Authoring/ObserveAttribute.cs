namespace Dataplatform.Sdk;

/// <summary>
/// Makes a method the observer of an external asset: it says by what the asset's data is known now, an ETag, the id of a snapshot, the
/// time of the last change. The verb <c>observe</c> calls it; what has read other data than that is stale.
/// </summary>
/// <remarks>
/// The method returns a <c>string</c> or an <see cref="Observation"/>, alone or in a task. Its parameters are those of an asset: resources,
/// what the run gives, and assets, the observed one among them.
/// </remarks>
/// <example>
/// <code>
/// [Observe(nameof(ErpOrders))]
/// public static Task&lt;string&gt; ErpOrdersVersion(IErp erp, CancellationToken ct) =&gt; erp.LastChangeOfOrdersAsync(ct);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ObserveAttribute : Attribute
{
    /// <summary>An external asset of the same domain.</summary>
    /// <param name="asset">The method's name: <c>nameof(ErpOrders)</c>.</param>
    public ObserveAttribute(string asset) => Asset = asset;

    /// <summary>An external asset of another class, domain or assembly.</summary>
    /// <param name="declaringType">The class that declares it.</param>
    /// <param name="asset">The method's name: <c>nameof(ErpAssets.Orders)</c>.</param>
    public ObserveAttribute(Type declaringType, string asset)
    {
        DeclaringType = declaringType;
        Asset = asset;
    }

    /// <summary>The class that declares the asset; null means the declaring domain.</summary>
    public Type? DeclaringType { get; }

    /// <summary>The name of the method.</summary>
    public string Asset { get; }
}
