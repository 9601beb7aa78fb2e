namespace Dataplatform.Sdk;

/// <summary>
/// How many partitions of an asset a backfill makes in one run, and in one call of a method that takes a <see cref="PartitionRange{T}"/>.
/// Without it these are 500. On a class it counts for each of its partitioned assets that says nothing itself; <c>--batch-size</c> goes before it.
/// </summary>
/// <remarks>
/// Fewer lose less when a run fails as a whole, and let others take a turn in between; more cost less where a run or a call is dear, such as a
/// job on a cluster or an interface that is paid by the call.
/// </remarks>
/// <example><code>
/// [Asset, DailyPartitions("2024-01-01", By = nameof(Order.OrderedOn)), Backfill(MaxPartitionsPerRun = 31)]
/// public static IAsyncEnumerable&lt;Order&gt; Orders(IShop shop, PartitionRange&lt;Day&gt; days) =&gt; shop.OrdersAsync(days.First.Date, days.Last.Date);
/// </code></example>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class BackfillAttribute : Attribute
{
    /// <summary>At most so many partitions are made in one run; 1 is a run for each.</summary>
    /// <value>At least 1. Not with <see cref="SingleRun"/>.</value>
    public int MaxPartitionsPerRun { get; set; }

    /// <summary>Whether all partitions that are ready are made in one run, however many they are: of a range one call for each stretch without gaps.</summary>
    public bool SingleRun { get; set; }
}
