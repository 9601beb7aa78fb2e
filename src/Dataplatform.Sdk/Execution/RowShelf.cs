using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Execution;

/// <summary>
/// Rows that this run has published and that steps still to come read in C#, so that they need not be read back. Only rows
/// that a round trip through a store would give back equal, and that nobody can change.
/// </summary>
internal sealed class RowShelf
{
    // An object's header and a reference to it.
    private const int OverheadOfRow = 32;

    private readonly Lock _gate = new();
    private readonly Dictionary<AssetKey, Place> _places = [];
    private readonly long _limit;
    private long _kept;

    public RowShelf(ExecutionPlan plan, long limit)
    {
        _limit = limit;
        foreach (var step in plan.Steps)
        {
            foreach (var input in Readings(step.Step))
            {
                var place = _places.TryGetValue(input.Key, out var known) ? known : _places[input.Key] = new Place(input.Rows!.RowType);
                place.Readers++;
            }
        }
    }

    /// <summary>What notes the rows of an output while it is staged; null if no step to come reads them, or they are too many.</summary>
    /// <param name="key">The asset.</param>
    /// <param name="codec">The codec of its rows.</param>
    /// <param name="known">How many they are, where that is known.</param>
    public RowCapture<T>? Capture<T>(AssetKey key, RowCodec<T> codec, int? known)
    {
        lock (_gate)
        {
            var most = (int)Math.Min((_limit - _kept) / OverheadOfRow, Array.MaxLength);
            return codec.IsExact && _places.TryGetValue(key, out var place) && place.RowType == typeof(T) && (known ?? 0) <= most
                ? new RowCapture<T>(known ?? 0, most)
                : null;
        }
    }

    /// <summary>Keeps the rows of an asset that is published now.</summary>
    public void Put(StagedAsset published, RowCodec codec, RowCapture capture)
    {
        if (capture.ToArray() is not { } rows)
        {
            return;
        }

        // Text takes twice as much in .NET as in UTF-8. Where the store does not know the size, every column counts as a short text.
        var size = (rows.LongLength * OverheadOfRow) + (2 * (published.Bytes ?? rows.LongLength * codec.Schema.Columns.Count * OverheadOfRow));
        lock (_gate)
        {
            if (_places.TryGetValue(published.Key, out var place) && _kept + size <= _limit)
            {
                (place.Rows, place.Size) = (rows, size);
                _kept += size;
            }
        }
    }

    /// <summary>The rows of an asset; null if they must be read from its store.</summary>
    public Array? Find(AssetKey key)
    {
        lock (_gate)
        {
            return _places.TryGetValue(key, out var place) ? place.Rows : null;
        }
    }

    /// <summary>A step reads nothing more, or never will; what no other one waits for is let go.</summary>
    public void Release(PlannedStep step)
    {
        lock (_gate)
        {
            foreach (var input in Readings(step.Step))
            {
                if (_places.TryGetValue(input.Key, out var place) && --place.Readers == 0)
                {
                    _kept -= place.Size;
                    _places.Remove(input.Key);
                }
            }
        }
    }

    // What a query reads it reads in its engine. A step's own last version is not of this run.
    private static IEnumerable<InputDefinition> Readings(StepDefinition step) =>
        step.IsSql ? [] : step.Inputs.Where(input => !input.IsSelf && input.Rows is { IsExact: true });

    private sealed class Place(Type rowType)
    {
        public Type RowType => rowType;

        public int Readers { get; set; }

        public Array? Rows { get; set; }

        public long Size { get; set; }
    }
}
