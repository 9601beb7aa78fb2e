using System.Globalization;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Planning.Backfills;

/// <summary>
/// Which partitions somebody means: keys such as <c>2024-01-05</c> or <c>region=eu</c>, and a range of time. It is read with the definitions
/// of all assets that are concerned: a day also means the hours within it, and the week around it.
/// </summary>
internal sealed class PartitionChoice
{
    private readonly List<(PartitionDimension Dimension, string Key)> _keys = [];
    private readonly PartitionBook _book;
    private TimeSet? _times;

    private PartitionChoice(PartitionBook book) => _book = book;

    /// <summary>Reads what somebody typed.</summary>
    /// <param name="book">How assets are divided.</param>
    /// <param name="steps">The steps that are concerned.</param>
    /// <param name="partitions">Keys; of several of one dimension each is meant.</param>
    /// <param name="from">The first partition of the range, or a time in it; null for no begin.</param>
    /// <param name="to">The last partition of the range, or a time in it; null for no end.</param>
    /// <exception cref="DataplatformException">A key is none of any of the assets, or nothing that exists is meant.</exception>
    public static PartitionChoice Read(PartitionBook book, IReadOnlyList<StepDefinition> steps, IReadOnlyList<string> partitions, string? from, string? to)
    {
        var choice = new PartitionChoice(book);
        var shapes = steps.Where(step => step.Partitions is not null).Select(step => PartitionShape.Of(step.Partitions)).Distinct().ToList();
        if (shapes.Count == 0 && (partitions.Count > 0 || from is not null || to is not null))
        {
            throw new DataplatformException("None of the selected assets is divided into partitions. Leave out --partition, --from and --to.");
        }

        foreach (var token in partitions.SelectMany(text => text.Contains('=', StringComparison.Ordinal) ? text.Split(',') : [text]))
        {
            choice.Add(shapes, token);
        }

        if (from is not null || to is not null)
        {
            var range = TimeSet.Of(from is null ? long.MinValue : choice.Edge(shapes, from, "--from", isEnd: false), to is null ? long.MaxValue : choice.Edge(shapes, to, "--to", isEnd: true));
            if (range.IsEmpty)
            {
                throw new DataplatformException($"--to {to} is before --from {from}. Swap them.");
            }

            choice._times = choice._times?.Intersect(range) ?? range;
        }

        if (shapes.Count > 0 && shapes.All(shape => choice.Of(shape).IsEmpty))
        {
            throw new DataplatformException($"Nothing that exists is meant. {string.Join(" ", shapes.Select(choice.Known))}");
        }

        return choice;
    }

    /// <summary>The partitions of a step that are meant; of one that is not divided its only one.</summary>
    public PartitionSet Of(StepDefinition step) => Of(PartitionShape.Of(step.Partitions));

    private PartitionSet Of(PartitionShape shape)
    {
        var existing = PartitionSet.Existing(shape, _book.Snapshot);
        if (shape.Definition.Dimensions.Count == 0)
        {
            return existing;
        }

        var times = shape.Windows is { } windows ? _times is null ? TimeSet.Always : windows.Overlapping(_times) : TimeSet.Always;
        var keys = shape.Others.Select(dimension => _keys.Where(key => key.Dimension == dimension).Select(key => key.Key).ToList() is { Count: > 0 } chosen
            ? (IReadOnlyList<string>)chosen
            : PartitionShape.KeysOf(dimension, _book.Snapshot)).ToList();
        return PartitionSet.Product(shape, keys, times).Intersect(existing);
    }

    private void Add(List<PartitionShape> shapes, string token)
    {
        var equals = token.IndexOf('=', StringComparison.Ordinal);
        var (name, key) = equals < 0 ? (null, token) : (token[..equals].Trim(), token[(equals + 1)..].Trim());
        var isKnown = false;
        foreach (var shape in shapes)
        {
            // The whole key of several dimensions, as it is shown.
            if (name is null && shape.Definition.Dimensions.Count > 1 && shape.Split(new PartitionKey(token)) is not null)
            {
                var parts = new PartitionKey(token).Keys(shape.Definition.Dimensions.Count);
                isKnown |= shape.Definition.Dimensions.Select((dimension, i) => TryAdd(shape, dimension, parts[i])).ToList().TrueForAll(added => added);
                continue;
            }

            foreach (var dimension in shape.Definition.Dimensions.Where(dimension => name is null || dimension.Name == name))
            {
                isKnown |= TryAdd(shape, dimension, key);
            }
        }

        if (!isKnown)
        {
            throw new DataplatformException($"'{token}' is no partition of the selected assets. {string.Join(" ", shapes.Select(Known).Distinct())}");
        }
    }

    private bool TryAdd(PartitionShape shape, PartitionDimension dimension, string key)
    {
        if (dimension is TimeDimension)
        {
            if (shape.Windows!.IndexOf(key) is not { } index)
            {
                return false;
            }

            var window = shape.Windows[index];
            _times = (_times ?? TimeSet.Empty).Union(TimeSet.Of(window.Start, window.End));
            return true;
        }

        if (PartitionShape.KeysOf(dimension, _book.Snapshot).FirstOrDefault(known => string.Equals(known, key, StringComparison.OrdinalIgnoreCase)) is not { } exact)
        {
            return false;
        }

        _keys.Add((dimension, exact));
        return true;
    }

    private long Edge(List<PartitionShape> shapes, string text, string option, bool isEnd)
    {
        foreach (var shape in shapes.Where(shape => shape.Windows is not null))
        {
            if (shape.Windows!.IndexOf(text) is { } index)
            {
                return isEnd ? shape.Windows[index].End : shape.Windows[index].Start;
            }
        }

        // A date is taken by the clock of the first asset that has one.
        if (shapes.FirstOrDefault(shape => shape.Windows is not null)?.Windows is { } windows
            && DateTime.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return windows.StartOf(windows.FirstFrom(LocalMinutes.Of(isEnd && text.Length == 10 ? local.AddDays(1) : local)));
        }

        throw new DataplatformException($"{option} '{text}' is neither a partition of the selected assets nor a date. {string.Join(" ", shapes.Select(Known).Distinct())}");
    }

    private string Known(PartitionShape shape)
    {
        var existing = PartitionSet.Existing(shape, _book.Snapshot);
        return existing.IsEmpty
            ? $"Divided {shape.Definition}: no partition exists yet."
            : $"Divided {shape.Definition}: {existing.Keys().First()} to {existing.Keys(newestFirst: true).First()}.";
    }
}
