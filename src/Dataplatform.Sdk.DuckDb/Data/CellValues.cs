using System.Numerics;
using System.Text;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Data;

/// <summary>Reads one cell, which is not missing, as a .NET value. What would lose something is refused.</summary>
internal static class CellValues
{
    public static bool Boolean(ColumnCells cells, int row) => cells.Type.Id == DuckDbTypeId.Boolean ? cells.Value<byte>(row) != 0 : throw Refused<bool>(cells);

    /// <summary>Any integer that fits, and a decimal without digits after the point.</summary>
    public static T Integer<T>(ColumnCells cells, int row)
        where T : struct, INumber<T> => cells.Type.Id switch
        {
            DuckDbTypeId.TinyInt => T.CreateChecked(cells.Value<sbyte>(row)),
            DuckDbTypeId.SmallInt => T.CreateChecked(cells.Value<short>(row)),
            DuckDbTypeId.Integer => T.CreateChecked(cells.Value<int>(row)),
            DuckDbTypeId.BigInt => T.CreateChecked(cells.Value<long>(row)),
            DuckDbTypeId.UTinyInt => T.CreateChecked(cells.Value<byte>(row)),
            DuckDbTypeId.USmallInt => T.CreateChecked(cells.Value<ushort>(row)),
            DuckDbTypeId.UInteger => T.CreateChecked(cells.Value<uint>(row)),
            DuckDbTypeId.UBigInt => T.CreateChecked(cells.Value<ulong>(row)),
            DuckDbTypeId.HugeInt => T.CreateChecked(cells.Value<Int128>(row)),
            DuckDbTypeId.UHugeInt => T.CreateChecked(cells.Value<UInt128>(row)),
            DuckDbTypeId.Decimal when cells.Type.Scale == 0 => T.CreateChecked(Unscaled(cells, row)),
            _ => throw Refused<T>(cells),
        };

    /// <summary>Floating point, and what is asked for as such: integers and decimals, rounded to the nearest.</summary>
    public static double Double(ColumnCells cells, int row) => cells.Type.Id switch
    {
        DuckDbTypeId.Double => cells.Value<double>(row),
        DuckDbTypeId.Float => cells.Value<float>(row),
        DuckDbTypeId.Decimal => (double)Unscaled(cells, row) / Math.Pow(10, cells.Type.Scale),
        _ => Integer<double>(cells, row),
    };

    public static float Single(ColumnCells cells, int row) => cells.Type.Id == DuckDbTypeId.Float ? cells.Value<float>(row) : throw Refused<float>(cells);

    public static decimal Decimal(ColumnCells cells, int row) => cells.Type.Id == DuckDbTypeId.Decimal
        ? Columnar.ToDecimal(Unscaled(cells, row), cells.Type.Scale)
        : Integer<decimal>(cells, row);

    public static string Text(ColumnCells cells, int row) => cells.Type.Id switch
    {
        DuckDbTypeId.VarChar => Encoding.UTF8.GetString(cells.Bytes(row)),
        DuckDbTypeId.Enum => cells.Names[cells.Type.Storage switch
        {
            DuckDbTypeId.UTinyInt => cells.Value<byte>(row),
            DuckDbTypeId.USmallInt => cells.Value<ushort>(row),
            _ => (int)cells.Value<uint>(row),
        }],
        DuckDbTypeId.Uuid => Uuid(cells, row).ToString("D"),
        DuckDbTypeId.Bit => Bits(cells.Bytes(row)),
        _ => throw Refused<string>(cells),
    };

    public static byte[] Blob(ColumnCells cells, int row) => cells.Type.Id == DuckDbTypeId.Blob ? cells.Bytes(row).ToArray() : throw Refused<byte[]>(cells);

    public static Guid Uuid(ColumnCells cells, int row) => cells.Type.Id == DuckDbTypeId.Uuid ? Columnar.ToUuid(cells.Value<Int128>(row)) : throw Refused<Guid>(cells);

    public static DateOnly Date(ColumnCells cells, int row) => cells.Type.Id == DuckDbTypeId.Date ? Columnar.ToDate(cells.Value<int>(row)) : throw Refused<DateOnly>(cells);

    public static TimeOnly Time(ColumnCells cells, int row) => cells.Type.Id switch
    {
        DuckDbTypeId.Time => Columnar.ToTime(cells.Value<long>(row)),
        DuckDbTypeId.TimeNanoseconds => new TimeOnly(WholeTicks(cells.Value<long>(row))),
        _ => throw Refused<TimeOnly>(cells),
    };

    /// <summary>A date and time of unspecified kind; a date is its midnight, an instant is in UTC.</summary>
    public static DateTime Timestamp(ColumnCells cells, int row) => cells.Type.Id switch
    {
        DuckDbTypeId.Timestamp => Columnar.ToTimestamp(cells.Value<long>(row)),
        DuckDbTypeId.TimestampSeconds => Columnar.ToTimestamp(checked(cells.Value<long>(row) * 1_000_000)),
        DuckDbTypeId.TimestampMilliseconds => Columnar.ToTimestamp(checked(cells.Value<long>(row) * 1_000)),
        DuckDbTypeId.TimestampNanoseconds => DateTime.SpecifyKind(DateTime.UnixEpoch, DateTimeKind.Unspecified).AddTicks(WholeTicks(cells.Value<long>(row))),
        DuckDbTypeId.Date => Date(cells, row).ToDateTime(TimeOnly.MinValue),
        DuckDbTypeId.TimestampTz => Instant(cells, row).UtcDateTime,
        _ => throw Refused<DateTime>(cells),
    };

    public static DateTimeOffset Instant(ColumnCells cells, int row) => cells.Type.Id == DuckDbTypeId.TimestampTz
        ? Columnar.ToInstant(cells.Value<long>(row))
        : throw Refused<DateTimeOffset>(cells);

    public static IntervalValue Interval(ColumnCells cells, int row) => cells.Type.Id == DuckDbTypeId.Interval ? cells.Value<IntervalValue>(row) : throw Refused<IntervalValue>(cells);

    /// <summary>An interval; a time of day where that is asked for as a length of time.</summary>
    public static TimeSpan Length(ColumnCells cells, int row) => cells.Type.Id == DuckDbTypeId.Time
        ? Time(cells, row).ToTimeSpan()
        : Columnar.ToInterval(Interval(cells, row));

    /// <summary>What is said of a type that has no form of the wanted kind.</summary>
    public static InvalidCastException Refused<T>(ColumnCells cells) => Refused(cells, typeof(T).Name);

    public static InvalidCastException Refused(ColumnCells cells, string wanted) => new(
        $"The column '{cells.Name}' is {cells.Type} and is not read as '{wanted}'. Read it as '{NaturalValues.TypeOf(cells.Type).Name}', or cast it in the query: cast({cells.Name} as …).");

    private static Int128 Unscaled(ColumnCells cells, int row) => cells.Type.Storage switch
    {
        DuckDbTypeId.SmallInt => cells.Value<short>(row),
        DuckDbTypeId.Integer => cells.Value<int>(row),
        DuckDbTypeId.BigInt => cells.Value<long>(row),
        _ => cells.Value<Int128>(row),
    };

    private static long WholeTicks(long nanoseconds) => nanoseconds % TimeSpan.NanosecondsPerTick == 0
        ? nanoseconds / TimeSpan.NanosecondsPerTick
        : throw new OverflowException($"Its nanoseconds are finer than .NET's ticks of {TimeSpan.NanosecondsPerTick}. Round it in the query.");

    // The first byte says how many bits of the second are not used.
    private static string Bits(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder((bytes.Length - 1) * 8);
        for (var i = 8 + bytes[0]; i < bytes.Length * 8; i++)
        {
            text.Append((bytes[i >> 3] & (0x80 >> (i & 7))) == 0 ? '0' : '1');
        }

        return text.ToString();
    }
}
