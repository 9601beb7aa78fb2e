namespace Dataplatform.Sdk;

/// <summary>
/// Divides what a method makes by hours. A parameter of the type <see cref="Hour"/> or <see cref="TimeWindow"/> takes the key. The hour that
/// the clock shows twice in autumn is two partitions.
/// </summary>
/// <param name="start">The local time at which the first hour begins: <c>2024-01-01-00:00</c>.</param>
/// <example><code>
/// [Asset, HourlyPartitions("2024-01-01", TimeZone = "Europe/Vienna")]
/// public static IAsyncEnumerable&lt;Reading&gt; Readings(IMeter meter, Hour hour) =&gt; meter.ReadAsync(hour.Start, hour.End);
/// </code></example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class HourlyPartitionsAttribute(string start) : TimeWindowsAttribute(start)
{
    /// <summary>The minute at which an hour begins, from 0 to 59.</summary>
    /// <value>Default: 0.</value>
    public int MinuteOffset { get; set; }
}
