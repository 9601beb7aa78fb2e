namespace Dataplatform.Sdk;

/// <summary>
/// An asset that somebody else makes: declared so that it has a type, an owner and a place in the lineage, never computed.
/// A method that returns <see cref="External{T}"/> is an external asset.
/// </summary>
/// <example>
/// <code>
/// [Asset]
/// public static External&lt;Order&gt; ErpOrders() =&gt; External.Table("erp", "orders");
/// </code>
/// </example>
/// <typeparam name="T">The contract of a row.</typeparam>
public sealed class External<T>
{
    internal External(ExternalLocation location) => Location = location;

    /// <summary>Where the rows are.</summary>
    public ExternalLocation Location { get; }

    /// <summary>Gives a location the row type of the asset.</summary>
    public static implicit operator External<T>(ExternalLocation location) => new(location);
}
