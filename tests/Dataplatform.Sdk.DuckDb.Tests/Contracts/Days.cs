using System.Globalization;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Tests.Contracts;

/// <summary>Partitions by day.</summary>
internal static class Days
{
    public static DateOnly Date(int day) => new DateOnly(2024, 1, 1).AddDays(day);

    public static PartitionKey Key(int day) => new(Date(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public static PartitionSlice Slice(params IEnumerable<int> days) =>
        new([.. days.Select(day => new SlicedPartition(Key(day), [new PartitionBound("day", Date(day), Date(day + 1))]))]) { Dimensions = ["day"] };
}
