using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Planning.Backfills;

/// <summary>Divides the partitions of a batch into what one call of the method makes.</summary>
internal static class BackfillSlices
{
    /// <summary>A slice for each partition; of a method that takes ranges, one for each stretch without gaps.</summary>
    public static IEnumerable<PlannedSlice> Of(BackfillStep step, bool newestFirst)
    {
        var places = PartitionBook.PlacesOf(step.Planned.Step, step.Taken.Keys(newestFirst && step.Self is null && !step.Planned.Step.TakesRange));
        return step.Planned.Step.TakesRange && step.Target.Shape.Windows is not null ? Ranges(step, places) : places.Select(place => new PlannedSlice([place]));
    }

    private static IEnumerable<PlannedSlice> Ranges(BackfillStep step, IEnumerable<PartitionPlace> places)
    {
        var windows = step.Target.Shape.Windows!;
        foreach (var series in places.GroupBy(place => place.Series, StringComparer.Ordinal))
        {
            var stretch = new List<PartitionPlace>();
            foreach (var place in series)
            {
                if (stretch.Count > 0 && windows.StartedBefore(stretch[^1].Start!.Value) + 1 != windows.StartedBefore(place.Start!.Value))
                {
                    yield return new PlannedSlice([.. stretch]);
                    stretch.Clear();
                }

                stretch.Add(place);
            }

            if (stretch.Count > 0)
            {
                yield return new PlannedSlice([.. stretch]);
            }
        }
    }
}
