using System.Text;

namespace Dataplatform.Sdk.DuckDb.Interop;

/// <summary>Reads cells as .NET values where the type is only known at run time.</summary>
internal static class CellReader
{
    /// <summary>Whether cells of the type have a .NET form; others are to be cast to text in the query.</summary>
    public static bool CanRead(DuckDbType type) => type.Id is
        (>= DuckDbTypeId.Boolean and <= DuckDbTypeId.Time)
        or DuckDbTypeId.HugeInt or DuckDbTypeId.UHugeInt or DuckDbTypeId.VarChar or DuckDbTypeId.Blob or DuckDbTypeId.Decimal
        or DuckDbTypeId.Uuid or DuckDbTypeId.TimestampTz or DuckDbTypeId.SqlNull;

    /// <summary>Adds the rows of a chunk.</summary>
    public static void Read(DuckDbDataChunk chunk, IReadOnlyList<DuckDbColumn> columns, List<object?[]> rows)
    {
        var first = rows.Count;
        var count = chunk.Count;
        for (var row = 0; row < count; row++)
        {
            rows.Add(new object?[columns.Count]);
        }

        for (var column = 0; column < columns.Count; column++)
        {
            var vector = chunk.Vector(column);
            var type = columns[column].Type;
            for (var row = 0; row < count; row++)
            {
                rows[first + row][column] = vector.IsNull(row) ? null : ReadOrText(in vector, row, type);
            }
        }
    }

    // DuckDB has values that .NET has not: 38 digits, infinity, the time 24:00, the year 290000.
    private static object? ReadOrText(in DuckDbVector vector, int row, DuckDbType type)
    {
        try
        {
            return Read(in vector, row, type);
        }
        catch (OverflowException)
        {
            using var value = type.Id switch
            {
                DuckDbTypeId.Date => DuckDbNative.CreateDate(vector.Value<int>(row)),
                DuckDbTypeId.Time => DuckDbNative.CreateTime(vector.Value<long>(row)),
                DuckDbTypeId.Timestamp => DuckDbNative.CreateTimestamp(vector.Value<long>(row)),
                DuckDbTypeId.TimestampTz => DuckDbNative.CreateTimestampTz(vector.Value<long>(row)),
                _ => DuckDbNative.CreateDecimal(new NativeDecimal(type.Width, type.Scale, NativeHugeInt.From(Unscaled(in vector, row, type)))),
            };
            return NativeText.Take(DuckDbNative.ValueText(value));
        }
    }

    private static object? Read(in DuckDbVector vector, int row, DuckDbType type) => type.Id switch
    {
        DuckDbTypeId.Boolean => vector.Value<byte>(row) != 0,
        DuckDbTypeId.TinyInt => vector.Value<sbyte>(row),
        DuckDbTypeId.SmallInt => vector.Value<short>(row),
        DuckDbTypeId.Integer => vector.Value<int>(row),
        DuckDbTypeId.BigInt => vector.Value<long>(row),
        DuckDbTypeId.UTinyInt => vector.Value<byte>(row),
        DuckDbTypeId.USmallInt => vector.Value<ushort>(row),
        DuckDbTypeId.UInteger => vector.Value<uint>(row),
        DuckDbTypeId.UBigInt => vector.Value<ulong>(row),
        DuckDbTypeId.Float => vector.Value<float>(row),
        DuckDbTypeId.Double => vector.Value<double>(row),
        DuckDbTypeId.HugeInt => vector.Value<Int128>(row),
        DuckDbTypeId.UHugeInt => vector.Value<UInt128>(row),
        DuckDbTypeId.VarChar => Encoding.UTF8.GetString(StringValue.Bytes(ref vector.Text(row))),
        DuckDbTypeId.Blob => StringValue.Bytes(ref vector.Text(row)).ToArray(),
        DuckDbTypeId.Date => Columnar.ToDate(vector.Value<int>(row)),
        DuckDbTypeId.Time => Columnar.ToTime(vector.Value<long>(row)),
        DuckDbTypeId.Timestamp => Columnar.ToTimestamp(vector.Value<long>(row)),
        DuckDbTypeId.TimestampTz => Columnar.ToInstant(vector.Value<long>(row)),
        DuckDbTypeId.Uuid => Columnar.ToUuid(vector.Value<Int128>(row)),
        DuckDbTypeId.Decimal => Columnar.ToDecimal(Unscaled(in vector, row, type), type.Scale),
        DuckDbTypeId.SqlNull => null,
        _ => throw new NotSupportedException($"Cells of type {type} are read as text."),
    };

    private static Int128 Unscaled(in DuckDbVector vector, int row, DuckDbType type) => type.Storage switch
    {
        DuckDbTypeId.SmallInt => vector.Value<short>(row),
        DuckDbTypeId.Integer => vector.Value<int>(row),
        DuckDbTypeId.BigInt => vector.Value<long>(row),
        _ => vector.Value<Int128>(row),
    };
}
