using System.Globalization;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Testing;

/// <summary>Slices of sales, by day, or by day and region.</summary>
internal static class SalesSlice
{
    public static DateOnly Date(int day) => new DateOnly(2024, 1, 1).AddDays(day - 1);

    public static PartitionKey Key(int day) => new(Date(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public static PartitionKey Key(int day, string region) => PartitionKey.Of(Key(day).Text, region);

    /// <summary>Days.</summary>
    public static PartitionSlice Days(params IEnumerable<int> days) => new([.. days.Select(day => new SlicedPartition(Key(day), [DayIs(day)]))]) { Dimensions = ["day"] };

    /// <summary>Days in regions.</summary>
    public static PartitionSlice Cells(params IEnumerable<(int Day, string Region)> cells) => new(
        [.. cells.Select(cell => new SlicedPartition(Key(cell.Day, cell.Region), [DayIs(cell.Day), new PartitionBound("region", cell.Region)]))])
    {
        Dimensions = ["day", "region"],
    };

    /// <summary>One partition whose rows no column tells from those of others.</summary>
    public static PartitionSlice Named(string key) => new([new SlicedPartition(new(key), [])]) { Dimensions = ["name"] };

    /// <summary>In the order in which cases compare them.</summary>
    public static IReadOnlyList<ContractSale> InOrder(IEnumerable<ContractSale> sales) =>
        [.. sales.OrderBy(sale => sale.Day).ThenBy(sale => sale.Region, StringComparer.Ordinal).ThenBy(sale => sale.Id)];

    private static PartitionBound DayIs(int day) => new("day", Date(day), Date(day + 1));
}
