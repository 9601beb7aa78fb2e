namespace Dataplatform.Sdk.DuckDb.Batches;

/// <summary>How DuckDB writes names, types and literals.</summary>
internal sealed class DuckDbDialect : SqlDialect
{
    public static DuckDbDialect Instance { get; } = new();

    public override string TypeName(ColumnType type) => ColumnTypes.ToDuckDb(type).ToString();
}
