namespace Dataplatform.Sdk.Lineage;

/// <summary>Where rows come from: those of a query's result, or those that code makes.</summary>
/// <param name="Columns">Each column in order; empty if they could not be told, with the reason in <paramref name="Doubts"/>.</param>
/// <param name="Rows">What decides which rows there are, and in which order: indirect edges of every column.</param>
/// <param name="Doubts">
/// What could not be told, in words for people. Then there are more edges than needed, never fewer; if there are no columns, each
/// must count as made from every column of every table.
/// </param>
public sealed record RowLineage(IReadOnlyList<ColumnLineage> Columns, IReadOnlyList<LineageEdge> Rows, IReadOnlyList<string> Doubts);
