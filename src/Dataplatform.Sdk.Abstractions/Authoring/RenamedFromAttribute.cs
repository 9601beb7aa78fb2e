namespace Dataplatform.Sdk;

/// <summary>
/// Says what an asset or a column was called before, so that the change counts as meant (<c>contracts.lock</c>). Leave it there:
/// whoever comes from an older version needs it too.
/// </summary>
/// <param name="name">The old name: of the method (<c>"RawOrders"</c>) or the whole key (<c>"sales/raw_orders"</c>); of the member or the column.</param>
/// <example>
/// <code>
/// [Asset, RenamedFrom("Orders")]
/// public static Sql&lt;Purchase&gt; Purchases(Table&lt;RawOrder&gt; rawOrders) =&gt; …
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Parameter | AttributeTargets.Property, AllowMultiple = true)]
public sealed class RenamedFromAttribute(string name) : Attribute
{
    /// <summary>The old name.</summary>
    public string Name { get; } = name;
}
