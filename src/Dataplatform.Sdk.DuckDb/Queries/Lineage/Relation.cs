using Dataplatform.Sdk.Lineage;

namespace Dataplatform.Sdk.DuckDb.Queries.Lineage;

/// <summary>A table, a subquery or a result: its columns, and what decides which rows there are.</summary>
/// <param name="Columns">The columns that are known, in order.</param>
/// <param name="Rows">What the rows depend on; indirect uses only.</param>
internal sealed record Relation(IReadOnlyList<RelationColumn> Columns, SourceSet Rows)
{
    public static Relation Empty => new([], new SourceSet());

    /// <summary>Where columns come from that are not known by name; null if all columns are known.</summary>
    public SourceSet? Unknown { get; init; }

    /// <summary>All that its values come from.</summary>
    public SourceSet Values()
    {
        var sources = ValueLineage.Of(Columns.Select(column => column.Value)).Sources;
        return Unknown is null ? sources : sources.Add(Unknown);
    }

    /// <summary>The relation with other names for its first columns.</summary>
    public Relation Named(IReadOnlyList<string> names) => names.Count == 0
        ? this
        : this with { Columns = [.. Columns.Select((column, i) => i < names.Count ? column.Renamed(names[i]) : column)] };

    /// <summary>Rows of either: column by column.</summary>
    public Relation Plus(Relation other)
    {
        var columns = Columns.Select((column, i) => i < other.Columns.Count ? column.With(ValueLineage.Of([column.Value, other.Columns[i].Value])) : column);
        return new Relation([.. columns], Rows.Copy().Add(other.Rows)) { Unknown = Either(Unknown, other.Unknown) };
    }

    /// <summary>Rows of either: columns of one name are one column.</summary>
    public Relation PlusByName(Relation other)
    {
        var columns = Columns.Select(column => other.Find(column.Name) is { } same ? column.With(ValueLineage.Of([column.Value, same.Value])) : column).ToList();
        columns.AddRange(other.Columns.Where(column => Find(column.Name) is null));
        return new Relation(columns, Rows.Copy().Add(other.Rows)) { Unknown = Either(Unknown, other.Unknown) };
    }

    public RelationColumn? Find(string name) => Columns.FirstOrDefault(column => column.Is(name));

    /// <summary>The same, whose rows also depend on something.</summary>
    public Relation DependingOn(SourceSet sources, LineageUse use) => this with { Rows = Rows.Copy().AddAs(sources, use) };

    private static SourceSet? Either(SourceSet? one, SourceSet? other) => (one, other) switch
    {
        (null, _) => other,
        (_, null) => one,
        _ => one.Copy().Add(other),
    };
}
