namespace Dataplatform.Sdk.Lineage;

/// <summary>Where a column of a query's result comes from, beside what all of them have in common.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Edges">The sources of its values, each once, in order.</param>
public sealed record ColumnLineage(string Name, IReadOnlyList<LineageEdge> Edges);
