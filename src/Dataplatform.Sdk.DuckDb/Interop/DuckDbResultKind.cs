namespace Dataplatform.Sdk.DuckDb.Interop;

/// <summary>duckdb_result_type: what a statement leaves.</summary>
internal enum DuckDbResultKind
{
    Invalid = 0,
    ChangedRows = 1,
    Nothing = 2,
    Query = 3,
}
