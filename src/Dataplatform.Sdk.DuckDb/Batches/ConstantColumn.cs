namespace Dataplatform.Sdk.DuckDb.Batches;

/// <summary>A column that a table has beside those of the contract, with one value for all rows that are appended.</summary>
/// <param name="Name">The column, a BIGINT.</param>
/// <param name="Value">The value.</param>
internal sealed record ConstantColumn(string Name, long Value);
