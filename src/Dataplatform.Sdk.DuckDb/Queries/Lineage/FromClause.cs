namespace Dataplatform.Sdk.DuckDb.Queries.Lineage;

/// <summary>What a <c>from</c> clause gives: things with names, and the columns of <c>*</c>.</summary>
/// <param name="Bindings">What columns can be qualified with.</param>
/// <param name="Columns">The columns of <c>*</c>, where those of a <c>using</c> appear once.</param>
/// <param name="Rows">What decides which rows there are.</param>
internal sealed record FromClause(IReadOnlyList<Binding> Bindings, IReadOnlyList<RelationColumn> Columns, SourceSet Rows)
{
    public static FromClause Nothing => new([], [], new SourceSet());

    /// <summary>Where columns come from that are not known by name; null if all are known.</summary>
    public SourceSet? Unknown => Bindings.Select(binding => binding.Relation.Unknown).OfType<SourceSet>().ToList() is { Count: > 0 } unknown
        ? ValueLineage.Of(unknown.Select(sources => new ValueLineage(sources))).Sources
        : null;

    public static FromClause Of(Binding binding) => new([binding], binding.Relation.Columns, binding.Relation.Rows);
}
