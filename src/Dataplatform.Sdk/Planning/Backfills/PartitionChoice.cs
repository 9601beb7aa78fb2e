using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Planning.Backfills;

/// <summary>
/// Which partitions somebody means: keys such as <c>2024-01-05</c> or <c>region=eu</c>, and a range of time. They are read with the
/// definition of the first asset that knows them; for assets that are divided otherwise a day also means the hours within it, and the week
/// around it.
/// </summary>
internal sealed class PartitionChoice
{
    private readonly PartitionSnapshot _snapshot;
    private readonly PartitionSet? _chosen;

    private PartitionChoice(PartitionSnapshot snapshot, PartitionSet? chosen) => (_snapshot, _chosen) = (snapshot, chosen);

    /// <summary>Reads what somebody typed.</summary>
    /// <param name="book">How assets are divided.</param>
    /// <param name="steps">The steps that are concerned.</param>
    /// <param name="partitions">Keys; each of them is meant. Without any, all partitions are.</param>
    /// <param name="from">The first partition of the range; null for no begin.</param>
    /// <param name="to">The last partition of the range; null for no end.</param>
    /// <exception cref="DataplatformException">None of the assets has such partitions, or nothing that exists is meant.</exception>
    public static PartitionChoice Read(PartitionBook book, IReadOnlyList<StepDefinition> steps, IReadOnlyList<string> partitions, string? from, string? to)
    {
        if (partitions.Count == 0 && from is null && to is null)
        {
            return new(book.Snapshot, null);
        }

        var shapes = steps.Where(step => step.Partitions is not null).Select(step => PartitionShape.Of(step.Partitions)).Distinct().ToList();
        DataplatformException? why = null;
        foreach (var shape in shapes)
        {
            try
            {
                return new(book.Snapshot, Read(shape, book.Snapshot, partitions, from, to));
            }
            catch (DataplatformException e)
            {
                // Another asset may know it; if none does, the first one says what is wrong.
                why ??= e;
            }
        }

        throw why ?? new DataplatformException("None of the selected assets is divided into partitions. Leave out --partition, --from and --to.");
    }

    /// <summary>The partitions of a step that are meant; of one that is not divided its only one.</summary>
    public PartitionSet Of(StepDefinition step)
    {
        var shape = PartitionShape.Of(step.Partitions);
        var existing = PartitionSet.Existing(shape, _snapshot);
        if (_chosen is null || shape.Definition.Dimensions.Count == 0)
        {
            return existing;
        }

        return shape == _chosen.Shape ? _chosen : Elsewhere(shape).Intersect(existing);
    }

    private static PartitionSet Read(PartitionShape shape, PartitionSnapshot snapshot, IReadOnlyList<string> partitions, string? from, string? to)
    {
        var keys = partitions.Count == 0 ? null : partitions.Select(text => PartitionText.Select(shape, text, snapshot)).Aggregate((left, right) => left.Union(right));
        var range = from is null && to is null ? null : PartitionRangeText.Read(shape, from, to, snapshot);
        var both = keys is null ? range! : range is null ? keys : keys.Intersect(range);
        return both.IsEmpty ? throw new DataplatformException($"No partition of {shape.Definition} that exists is meant by both --partition and --from and --to.") : both;
    }

    // By the same time, and by the keys of the dimensions that both have.
    private PartitionSet Elsewhere(PartitionShape shape)
    {
        var times = shape.Windows is { } windows && _chosen!.Shape.Windows is not null
            ? windows.Overlapping(_chosen.Times.Aggregate(TimeSet.Empty, (all, next) => all.Union(next.Value)))
            : TimeSet.Always;
        var keys = shape.Others.Select(dimension => IndexOf(dimension) is >= 0 and var index
            ? (IReadOnlyList<string>)[.. _chosen!.Times.Select(next => _chosen.Shape.Parts(next.Key)[index]).Distinct()]
            : PartitionShape.KeysOf(dimension, _snapshot)).ToList();
        return PartitionSet.Product(shape, keys, times);
    }

    private int IndexOf(PartitionDimension dimension) => _chosen!.Shape.Others.Index().Where(other => other.Item == dimension).Select(other => other.Index).DefaultIfEmpty(-1).First();
}
