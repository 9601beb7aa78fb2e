namespace Dataplatform.Sdk.Testing;

/// <summary>The cells of columns whose values have a fixed width.</summary>
internal static class FixedCell
{
    /// <summary>A value of a batch as a .NET value.</summary>
    /// <param name="values">The column's memory.</param>
    /// <param name="row">The row.</param>
    /// <param name="type">The column's type.</param>
    public static object Of(Array values, int row, ColumnType type) => type.Kind switch
    {
        ColumnKind.Boolean => ((byte[])values)[row] != 0,
        ColumnKind.Int8 => ((sbyte[])values)[row],
        ColumnKind.Int16 => ((short[])values)[row],
        ColumnKind.Int32 => ((int[])values)[row],
        ColumnKind.Int64 => ((long[])values)[row],
        ColumnKind.Int128 => ((Int128[])values)[row],
        ColumnKind.UInt8 => ((byte[])values)[row],
        ColumnKind.UInt16 => ((ushort[])values)[row],
        ColumnKind.UInt32 => ((uint[])values)[row],
        ColumnKind.UInt64 => ((ulong[])values)[row],
        ColumnKind.UInt128 => ((UInt128[])values)[row],
        ColumnKind.Single => ((float[])values)[row],
        ColumnKind.Double => ((double[])values)[row],
        ColumnKind.Uuid => Columnar.ToUuid(((Int128[])values)[row]),
        ColumnKind.Date => Columnar.ToDate(((int[])values)[row]),
        ColumnKind.Time => Columnar.ToTime(((long[])values)[row]),
        ColumnKind.Timestamp => Columnar.ToTimestamp(((long[])values)[row]),
        ColumnKind.Instant => Columnar.ToInstant(((long[])values)[row]),
        ColumnKind.Interval => Columnar.ToInterval(((IntervalValue[])values)[row]),
        ColumnKind.Decimal => Columnar.ToDecimal(Unscaled(values, row), type.Scale),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Values of this kind are set one by one."),
    };

    private static Int128 Unscaled(Array values, int row) => values switch
    {
        short[] narrow => narrow[row],
        int[] middle => middle[row],
        long[] wide => wide[row],
        _ => ((Int128[])values)[row],
    };
}
