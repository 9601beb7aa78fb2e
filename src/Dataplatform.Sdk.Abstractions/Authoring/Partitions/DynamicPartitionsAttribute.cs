namespace Dataplatform.Sdk;

/// <summary>
/// Divides what a method makes by keys that are added and removed while the app lives. A parameter of the type <see cref="DynamicKey"/>
/// takes the key.
/// </summary>
/// <param name="set">The name of the set of keys, in snake_case. Assets that name the same set share its keys.</param>
/// <example><code>
/// [Asset, DynamicPartitions("customers")]
/// public static IAsyncEnumerable&lt;Order&gt; Orders(IShop shop, DynamicKey customer) =&gt; shop.OrdersOf(customer.Value);
/// </code></example>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class DynamicPartitionsAttribute(string set) : PartitionsAttribute
{
    /// <summary>The name of the set of keys.</summary>
    public string Set { get; } = set;
}
