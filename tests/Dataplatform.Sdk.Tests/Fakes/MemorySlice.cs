using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Tests.Fakes;

/// <summary>Tells which partition of a slice a row is in; bounds are of the only column that rows have, <c>id</c>, and are numbers.</summary>
internal static class MemorySlice
{
    public static IReadOnlyDictionary<PartitionKey, IReadOnlyList<Item>> Empty(PartitionSlice slice) =>
        slice.Partitions.ToDictionary(partition => partition.Key, _ => (IReadOnlyList<Item>)[]);

    public static IReadOnlyDictionary<PartitionKey, IReadOnlyList<Item>> Divide(AssetKey key, PartitionSlice slice, IReadOnlyList<Item> rows)
    {
        var divided = slice.Partitions.ToDictionary(partition => partition.Key, _ => new List<Item>());
        foreach (var row in rows)
        {
            var partition = slice.Partitions.FirstOrDefault(partition => partition.Bounds.All(bound => IsIn(bound, row)))
                ?? throw new DataplatformException($"The row {row} of '{key}' is outside of {string.Join(", ", slice.Partitions.Select(partition => $"'{partition.Key}'"))}.");
            divided[partition.Key].Add(row);
        }

        return divided.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<Item>)pair.Value);
    }

    private static bool IsIn(PartitionBound bound, Item row) =>
        bound.To is null ? row.Id == (long)bound.From : row.Id >= (long)bound.From && row.Id < (long)bound.To;
}
