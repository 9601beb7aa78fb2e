namespace Dataplatform.Sdk;

/// <summary>Divides what a method makes by weeks. A parameter of the type <see cref="Week"/> or <see cref="TimeWindow"/> takes the key.</summary>
/// <param name="start">The first week begins on this day, or on the first <see cref="DayOfWeek"/> after it: <c>2024-01-01</c>.</param>
/// <example><code>
/// [Asset, WeeklyPartitions("2024-01-01", DayOfWeek = DayOfWeek.Sunday)]
/// public static Sql&lt;WeeklyRevenue&gt; WeeklyRevenue(Table&lt;Order&gt; orders, Week week) =&gt; $"""
///     select {week} as week, sum(amount) as revenue from {orders}
///     """;
/// </code></example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WeeklyPartitionsAttribute(string start) : TimeWindowsAttribute(start)
{
    /// <summary>The day on which a week begins.</summary>
    /// <value>Default: <see cref="DayOfWeek.Monday"/>.</value>
    public DayOfWeek DayOfWeek { get; set; } = DayOfWeek.Monday;

    /// <summary>The hour of that day, from 0 to 23.</summary>
    /// <value>Default: 0.</value>
    public int HourOffset { get; set; }

    /// <summary>The minute of that hour, from 0 to 59.</summary>
    /// <value>Default: 0.</value>
    public int MinuteOffset { get; set; }
}
