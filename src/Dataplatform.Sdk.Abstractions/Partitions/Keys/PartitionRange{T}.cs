using System.Diagnostics;

namespace Dataplatform.Sdk;

/// <summary>
/// Partitions in time that follow one another, for an asset that makes a whole range in one call instead of one partition after the other.
/// </summary>
/// <typeparam name="T">The key of one of them: <see cref="Hour"/>, <see cref="Day"/>, <see cref="Week"/>, <see cref="Month"/> or
/// <see cref="TimeWindow"/>.</typeparam>
/// <param name="First">The first.</param>
/// <param name="Last">The last, which is in the range.</param>
/// <example><code>
/// [Asset, DailyPartitions("2024-01-01")]
/// public static Sql&lt;DailyRevenue&gt; DailyRevenue(Table&lt;Order&gt; orders, PartitionRange&lt;Day&gt; days) =&gt;
///     $"select ordered_on, sum(amount) as revenue from {orders} where ordered_on between {days.First.Date} and {days.Last.Date} group by all";
/// </code></example>
[DebuggerDisplay("{ToString(),nq}")]
public readonly record struct PartitionRange<T>(T First, T Last)
    where T : struct
{
    /// <summary>Whether it is a single partition.</summary>
    public bool IsSingle => EqualityComparer<T>.Default.Equals(First, Last);

    /// <summary>Whether a partition is in it.</summary>
    public bool Contains(T key) => Comparer<T>.Default.Compare(First, key) <= 0 && Comparer<T>.Default.Compare(key, Last) <= 0;

    /// <summary>The first, and the last if it is another: <c>2024-01-01 to 2024-01-31</c>.</summary>
    public override string ToString() => IsSingle ? $"{First}" : $"{First} to {Last}";
}
