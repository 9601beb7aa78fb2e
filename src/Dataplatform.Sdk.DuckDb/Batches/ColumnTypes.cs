using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Batches;

/// <summary>The DuckDB types of a contract's types.</summary>
internal static class ColumnTypes
{
    /// <summary>The type that a column of a contract has in DuckDB.</summary>
    public static DuckDbType ToDuckDb(ColumnType type) => type.Kind switch
    {
        ColumnKind.Boolean => DuckDbType.Of(DuckDbTypeId.Boolean),
        ColumnKind.Int8 => DuckDbType.Of(DuckDbTypeId.TinyInt),
        ColumnKind.Int16 => DuckDbType.Of(DuckDbTypeId.SmallInt),
        ColumnKind.Int32 => DuckDbType.Of(DuckDbTypeId.Integer),
        ColumnKind.Int64 => DuckDbType.Of(DuckDbTypeId.BigInt),
        ColumnKind.Int128 => DuckDbType.Of(DuckDbTypeId.HugeInt),
        ColumnKind.UInt8 => DuckDbType.Of(DuckDbTypeId.UTinyInt),
        ColumnKind.UInt16 => DuckDbType.Of(DuckDbTypeId.USmallInt),
        ColumnKind.UInt32 => DuckDbType.Of(DuckDbTypeId.UInteger),
        ColumnKind.UInt64 => DuckDbType.Of(DuckDbTypeId.UBigInt),
        ColumnKind.UInt128 => DuckDbType.Of(DuckDbTypeId.UHugeInt),
        ColumnKind.Single => DuckDbType.Of(DuckDbTypeId.Float),
        ColumnKind.Double => DuckDbType.Of(DuckDbTypeId.Double),
        ColumnKind.Decimal => DuckDbType.Decimal(checked((byte)type.Precision), checked((byte)type.Scale)),
        ColumnKind.Text => DuckDbType.Of(DuckDbTypeId.VarChar),
        ColumnKind.Bytes => DuckDbType.Of(DuckDbTypeId.Blob),
        ColumnKind.Uuid => DuckDbType.Of(DuckDbTypeId.Uuid),
        ColumnKind.Date => DuckDbType.Of(DuckDbTypeId.Date),
        ColumnKind.Time => DuckDbType.Of(DuckDbTypeId.Time),
        ColumnKind.Timestamp => DuckDbType.Of(DuckDbTypeId.Timestamp),
        ColumnKind.Instant => DuckDbType.Of(DuckDbTypeId.TimestampTz),
        ColumnKind.Interval => DuckDbType.Of(DuckDbTypeId.Interval),
        ColumnKind.List => DuckDbType.Nested(DuckDbTypeId.List, Within(type)),
        ColumnKind.Struct => DuckDbType.Nested(DuckDbTypeId.Struct, Within(type)),
        ColumnKind.Map => DuckDbType.Nested(DuckDbTypeId.Map, Within(type)),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown kind of column."),
    };

    /// <summary>
    /// Bytes that a value takes in its vector; texts and bytes take those of their header, lists and maps those of their
    /// entry. A struct has nothing of its own.
    /// </summary>
    public static int Width(ColumnType type) => ToDuckDb(type).Storage switch
    {
        DuckDbTypeId.Boolean or DuckDbTypeId.TinyInt or DuckDbTypeId.UTinyInt => 1,
        DuckDbTypeId.SmallInt or DuckDbTypeId.USmallInt => 2,
        DuckDbTypeId.Integer or DuckDbTypeId.UInteger or DuckDbTypeId.Float or DuckDbTypeId.Date => 4,
        DuckDbTypeId.BigInt or DuckDbTypeId.UBigInt or DuckDbTypeId.Double
            or DuckDbTypeId.Time or DuckDbTypeId.Timestamp or DuckDbTypeId.TimestampTz => 8,
        DuckDbTypeId.Struct => 0,
        _ => 16,
    };

    private static DuckDbColumn[] Within(ColumnType type) => [.. type.Fields.Select(field => new DuckDbColumn(field.Name, ToDuckDb(field.Type)))];
}
