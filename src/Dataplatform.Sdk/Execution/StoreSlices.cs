using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Execution;

/// <summary>Tells stores of slices.</summary>
internal static class StoreSlices
{
    /// <summary>What a store is told of a slice: the keys, and what the rows of each have in common.</summary>
    public static PartitionSlice Of(StepDefinition step, AssetDefinition asset, PlannedSlice slice)
    {
        var shape = PartitionShape.Of(step.Partitions);
        var dimensions = shape.Definition.Dimensions;
        return new PartitionSlice([.. slice.Partitions.Select(place => new SlicedPartition(place.Key, [.. Bounds(place)]))])
        {
            Dimensions = [.. dimensions.Select(dimension => dimension.Name)],
        };

        IEnumerable<PartitionBound> Bounds(PartitionPlace place)
        {
            var keys = place.Key.Keys(dimensions.Count);
            for (var i = 0; i < dimensions.Count; i++)
            {
                if (dimensions[i].By is { } by && asset.Rows is { } rows)
                {
                    var column = rows.Schema.Columns.FirstOrDefault(column => column.Name == by)
                        ?? throw new DataplatformException($"'{asset.Key}' is divided by '{by}', which is no column of '{rows.Schema.Name}'. Build the assembly again.");
                    yield return dimensions[i] is TimeDimension
                        ? TimeBound(column, shape.Windows!, place.Start!.Value)
                        : new PartitionBound(column.Name, keys[i]);
                }
            }
        }
    }

    // A DateOnly or DateTime is a local time of the definition's zone, a DateTimeOffset a moment.
    private static PartitionBound TimeBound(ColumnSchema column, TimeWindows windows, long start)
    {
        var window = windows[windows.StartedBefore(start)];
        var (from, to) = (windows.Zoned(window.Start), windows.Zoned(window.End));
        return column.Type.Kind switch
        {
            ColumnKind.Date => new PartitionBound(column.Name, DateOnly.FromDateTime(from.DateTime), DateOnly.FromDateTime(to.DateTime)),
            ColumnKind.Timestamp => new PartitionBound(column.Name, from.DateTime, to.DateTime),
            _ => new PartitionBound(column.Name, from.ToUniversalTime(), to.ToUniversalTime()),
        };
    }
}
