using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Data;

/// <summary>The .NET type that values of a DuckDB type have where nobody asks for another.</summary>
internal static class NaturalValues
{
    /// <summary>The type of what <see cref="Read"/> gives; <see cref="object"/> if there is none, and reading fails.</summary>
    public static Type TypeOf(DuckDbType type) => type.Id switch
    {
        DuckDbTypeId.Boolean => typeof(bool),
        DuckDbTypeId.TinyInt => typeof(sbyte),
        DuckDbTypeId.SmallInt => typeof(short),
        DuckDbTypeId.Integer => typeof(int),
        DuckDbTypeId.BigInt => typeof(long),
        DuckDbTypeId.HugeInt => typeof(Int128),
        DuckDbTypeId.UTinyInt => typeof(byte),
        DuckDbTypeId.USmallInt => typeof(ushort),
        DuckDbTypeId.UInteger => typeof(uint),
        DuckDbTypeId.UBigInt => typeof(ulong),
        DuckDbTypeId.UHugeInt => typeof(UInt128),
        DuckDbTypeId.Float => typeof(float),
        DuckDbTypeId.Double => typeof(double),
        DuckDbTypeId.Decimal => typeof(decimal),
        DuckDbTypeId.VarChar or DuckDbTypeId.Enum or DuckDbTypeId.Bit => typeof(string),
        DuckDbTypeId.Blob => typeof(byte[]),
        DuckDbTypeId.Uuid => typeof(Guid),
        DuckDbTypeId.Date => typeof(DateOnly),
        DuckDbTypeId.Time or DuckDbTypeId.TimeNanoseconds => typeof(TimeOnly),
        DuckDbTypeId.Timestamp or DuckDbTypeId.TimestampSeconds or DuckDbTypeId.TimestampMilliseconds or DuckDbTypeId.TimestampNanoseconds => typeof(DateTime),
        DuckDbTypeId.TimestampTz => typeof(DateTimeOffset),
        DuckDbTypeId.Interval => typeof(TimeSpan),
        DuckDbTypeId.List or DuckDbTypeId.Array => typeof(object[]),
        DuckDbTypeId.Struct => typeof(Dictionary<string, object?>),
        DuckDbTypeId.Map => typeof(Dictionary<object, object?>),
        _ => typeof(object),
    };

    /// <summary>The value of a cell that is not missing.</summary>
    public static object Read(ColumnCells cells, int row) => cells.Type.Id switch
    {
        DuckDbTypeId.Boolean => CellValues.Boolean(cells, row),
        DuckDbTypeId.TinyInt => cells.Value<sbyte>(row),
        DuckDbTypeId.SmallInt => cells.Value<short>(row),
        DuckDbTypeId.Integer => cells.Value<int>(row),
        DuckDbTypeId.BigInt => cells.Value<long>(row),
        DuckDbTypeId.HugeInt => cells.Value<Int128>(row),
        DuckDbTypeId.UTinyInt => cells.Value<byte>(row),
        DuckDbTypeId.USmallInt => cells.Value<ushort>(row),
        DuckDbTypeId.UInteger => cells.Value<uint>(row),
        DuckDbTypeId.UBigInt => cells.Value<ulong>(row),
        DuckDbTypeId.UHugeInt => cells.Value<UInt128>(row),
        DuckDbTypeId.Float => cells.Value<float>(row),
        DuckDbTypeId.Double => cells.Value<double>(row),
        DuckDbTypeId.Decimal => CellValues.Decimal(cells, row),
        DuckDbTypeId.VarChar or DuckDbTypeId.Enum or DuckDbTypeId.Bit => CellValues.Text(cells, row),
        DuckDbTypeId.Blob => CellValues.Blob(cells, row),
        DuckDbTypeId.Uuid => CellValues.Uuid(cells, row),
        DuckDbTypeId.Date => CellValues.Date(cells, row),
        DuckDbTypeId.Time or DuckDbTypeId.TimeNanoseconds => CellValues.Time(cells, row),
        DuckDbTypeId.Timestamp or DuckDbTypeId.TimestampSeconds or DuckDbTypeId.TimestampMilliseconds or DuckDbTypeId.TimestampNanoseconds => CellValues.Timestamp(cells, row),
        DuckDbTypeId.TimestampTz => CellValues.Instant(cells, row),
        DuckDbTypeId.Interval => CellValues.Length(cells, row),
        DuckDbTypeId.List or DuckDbTypeId.Array => Items(cells, row),
        DuckDbTypeId.Struct => cells.Children.ToDictionary(field => field.Name, field => OrNull(field, row)),
        DuckDbTypeId.Map => Pairs(cells, row),
        _ => throw CellValues.Refused(cells, "a value"),
    };

    /// <summary>Where the items of a list's or an array's value are in its child.</summary>
    public static (int First, int Count) Range(ColumnCells cells, int row)
    {
        if (cells.Type.Id == DuckDbTypeId.Array)
        {
            return (row * cells.Length, cells.Length);
        }

        var entry = cells.Value<(ulong Offset, ulong Length)>(row);
        return ((int)entry.Offset, (int)entry.Length);
    }

    private static object? OrNull(ColumnCells cells, int row) => cells.IsNull(row) ? null : Read(cells, row);

    private static object?[] Items(ColumnCells cells, int row)
    {
        var (first, count) = Range(cells, row);
        var items = new object?[count];
        for (var i = 0; i < count; i++)
        {
            items[i] = OrNull(cells.Children[0], first + i);
        }

        return items;
    }

    private static Dictionary<object, object?> Pairs(ColumnCells cells, int row)
    {
        var (first, count) = Range(cells, row);
        var pairs = new Dictionary<object, object?>(count);
        for (var i = 0; i < count; i++)
        {
            pairs.Add(Read(cells.Children[0], first + i), OrNull(cells.Children[1], first + i));
        }

        return pairs;
    }
}
