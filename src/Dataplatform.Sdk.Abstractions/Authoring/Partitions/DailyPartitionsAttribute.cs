namespace Dataplatform.Sdk;

/// <summary>Divides what a method makes by days. A parameter of the type <see cref="Day"/> or <see cref="TimeWindow"/> takes the key.</summary>
/// <param name="start">The first day: <c>2024-01-01</c>.</param>
/// <example><code>
/// [Asset, DailyPartitions("2024-01-01", TimeZone = "Europe/Vienna", By = nameof(Order.OrderedOn))]
/// public static IAsyncEnumerable&lt;Order&gt; Orders(IShop shop, Day day) =&gt; shop.OrdersAsync(day.Date);
/// </code></example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DailyPartitionsAttribute(string start) : TimeWindowsAttribute(start)
{
    /// <summary>The hour at which a day begins, from 0 to 23.</summary>
    /// <value>Default: 0.</value>
    public int HourOffset { get; set; }

    /// <summary>The minute of that hour, from 0 to 59.</summary>
    /// <value>Default: 0.</value>
    public int MinuteOffset { get; set; }
}
