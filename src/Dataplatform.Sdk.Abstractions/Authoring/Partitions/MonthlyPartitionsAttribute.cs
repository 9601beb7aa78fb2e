namespace Dataplatform.Sdk;

/// <summary>Divides what a method makes by months. A parameter of the type <see cref="Month"/> or <see cref="TimeWindow"/> takes the key.</summary>
/// <param name="start">The first month begins on this day, or on the first <see cref="Day"/> after it: <c>2024-01-01</c>, <c>2024-01</c>.</param>
/// <example><code>
/// [Asset, MonthlyPartitions("2024-01")]
/// public static Sql&lt;MonthlyRevenue&gt; MonthlyRevenue(Table&lt;DailyRevenue&gt; dailyRevenue) =&gt; $"""
///     select sum(revenue) as revenue from {dailyRevenue}
///     """;
/// </code></example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MonthlyPartitionsAttribute(string start) : TimeWindowsAttribute(start)
{
    /// <summary>The day on which a month begins, from 1 to 28, so that every month has it.</summary>
    /// <value>Default: 1.</value>
    public int Day { get; set; } = 1;

    /// <summary>The hour of that day, from 0 to 23.</summary>
    /// <value>Default: 0.</value>
    public int HourOffset { get; set; }

    /// <summary>The minute of that hour, from 0 to 59.</summary>
    /// <value>Default: 0.</value>
    public int MinuteOffset { get; set; }
}
