namespace Dataplatform.Sdk.DuckDb.Lake;

/// <summary>A column as the contract promises it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">DuckDB's name of the type.</param>
internal sealed record LakeColumn(string Name, string Type);
