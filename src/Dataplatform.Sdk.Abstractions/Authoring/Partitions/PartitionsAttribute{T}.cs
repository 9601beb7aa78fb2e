namespace Dataplatform.Sdk;

/// <summary>Divides what a method makes by the members of an enum. A parameter of the enum takes the key.</summary>
/// <typeparam name="T">The enum; the names of its members are the keys.</typeparam>
/// <example><code>
/// [Asset, DailyPartitions("2024-01-01"), Partitions&lt;Region&gt;]
/// public static IAsyncEnumerable&lt;Order&gt; Orders(IShop shop, Day day, Region region) =&gt; shop.OrdersAsync(day.Date, region);
/// </code></example>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class PartitionsAttribute<T> : PartitionsAttribute
    where T : struct, Enum;
