using Dataplatform.Sdk.Lineage;

namespace Dataplatform.Sdk.DuckDb.Queries.Lineage;

/// <summary>The columns that something comes from, and what each is used for. It only ever grows.</summary>
internal sealed class SourceSet
{
    private readonly Dictionary<SourceColumn, LineageUse> _uses = [];

    /// <summary>All uses of all columns: equal for two states of one set only if nothing was added in between.</summary>
    public int Size { get; private set; }

    public bool IsEmpty => _uses.Count == 0;

    public static SourceSet Of(SourceColumn column) => new SourceSet().Add(column, LineageUse.Value);

    public SourceSet Add(SourceColumn column, LineageUse use)
    {
        var before = _uses.GetValueOrDefault(column);
        var after = before | use;
        if (after != before)
        {
            _uses[column] = after;
            Size += int.PopCount((int)after) - int.PopCount((int)before);
        }

        return this;
    }

    /// <summary>Adds what another comes from: its values are values here.</summary>
    public SourceSet Add(SourceSet other)
    {
        // A recursive query may add a set to itself.
        foreach (var (column, use) in other == this ? [] : other._uses)
        {
            Add(column, use);
        }

        return this;
    }

    /// <summary>Adds what another comes from, whose values are only used for something.</summary>
    public SourceSet AddAs(SourceSet other, LineageUse use)
    {
        foreach (var (column, uses) in other._uses.ToArray())
        {
            Add(column, (uses & LineageUse.Value) != 0 ? (uses & ~LineageUse.Value) | use : uses);
        }

        return this;
    }

    public SourceSet Copy() => new SourceSet().Add(this);

    public IReadOnlyList<LineageEdge> ToEdges() => [.. _uses.OrderBy(pair => pair.Key).Select(pair => new LineageEdge(pair.Key, pair.Value))];
}
