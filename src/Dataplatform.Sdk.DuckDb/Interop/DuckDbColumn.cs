namespace Dataplatform.Sdk.DuckDb.Interop;

/// <summary>A column of a result.</summary>
internal readonly record struct DuckDbColumn(string Name, DuckDbType Type);
