namespace Dataplatform.Sdk;

/// <summary>
/// Makes a method an asset. The key is the domain and the method's name in snake_case; parameters are upstream assets,
/// resources or what the run gives; the return type says what the asset is made of.
/// </summary>
/// <example>
/// <code>
/// [Asset]
/// public static Sql&lt;CustomerOrders&gt; CustomerOrders(Table&lt;Order&gt; rawOrders) =&gt;
///     $"select customer_id, count(*) as order_count from {rawOrders} group by all";
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AssetAttribute : Attribute
{
    /// <summary>How the rows are kept.</summary>
    /// <value>Default: <see cref="Materialize.Table"/>.</value>
    public Materialize As { get; set; }

    /// <summary>The group that selections and pictures use.</summary>
    /// <value>Default: the declaring class in snake_case, without a trailing "Assets".</value>
    public string? Group { get; set; }

    /// <summary>Owners, such as <c>ada@example.com</c> or <c>team:core</c>.</summary>
    /// <value>Default: the owners of the domain.</value>
    public string[]? Owners { get; set; }

    /// <summary>Tags, each <c>key</c> or <c>key=value</c>.</summary>
    /// <value>Default: none.</value>
    public string[]? Tags { get; set; }

    /// <summary>What kind of computation this is, in the team's words: <c>sql</c>, <c>csv</c>, <c>api</c> …</summary>
    /// <value>Default: what the method itself tells (<c>sql</c> or <c>csharp</c>).</value>
    public string[]? Kinds { get; set; }

    /// <summary>One or two sentences for people.</summary>
    /// <value>Default: the summary of the method's XML documentation.</value>
    public string? Description { get; set; }

    /// <summary>The number of the asset's contract. A higher one than before says that a breaking change is meant.</summary>
    /// <value>Default: 1.</value>
    public int Version { get; set; } = 1;
}
