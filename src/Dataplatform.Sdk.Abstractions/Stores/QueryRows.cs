namespace Dataplatform.Sdk.Stores;

/// <summary>A few rows of a query.</summary>
/// <param name="Columns">The columns: names and the engine's names of their types.</param>
/// <param name="Rows">The rows: cells are .NET values, null for missing ones. Types without a .NET form come as the engine's text.</param>
/// <param name="Total">How many rows the query gives in all.</param>
public sealed record QueryRows(IReadOnlyList<QueryColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows, long Total);
