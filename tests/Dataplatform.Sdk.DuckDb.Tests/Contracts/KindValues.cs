namespace Dataplatform.Sdk.DuckDb.Tests.Contracts;

/// <summary>Values of every kind that are hard on a file format.</summary>
public static class KindValues
{
    public static TheoryData<ColumnType, object[]> OfParquet => new()
    {
        { new(ColumnKind.Boolean), [true, false] },
        { new(ColumnKind.Int8), [sbyte.MinValue, sbyte.MaxValue] },
        { new(ColumnKind.Int16), [short.MinValue, short.MaxValue] },
        { new(ColumnKind.Int32), [int.MinValue, int.MaxValue] },
        { new(ColumnKind.Int64), [long.MinValue, long.MaxValue] },
        { new(ColumnKind.Int128), [-(Int128)ulong.MaxValue * 5_000_000_000_000_000_000, Int128.Zero, (Int128)ulong.MaxValue * 5_000_000_000_000_000_000] },
        { new(ColumnKind.UInt128), [UInt128.Zero, (UInt128)ulong.MaxValue * 5_000_000_000_000_000_000] },
        { new(ColumnKind.UInt8), [byte.MaxValue] },
        { new(ColumnKind.UInt16), [ushort.MaxValue] },
        { new(ColumnKind.UInt32), [uint.MaxValue] },
        { new(ColumnKind.UInt64), [ulong.MaxValue] },
        { new(ColumnKind.Single), [float.Epsilon, float.MaxValue, float.NaN, float.NegativeInfinity, 0.1f] },
        { new(ColumnKind.Double), [double.Epsilon, double.MaxValue, double.NaN, double.PositiveInfinity, 0.1, -1e-300] },
        { ColumnType.Decimal(4, 2), [-99.99m, 0.01m] },
        { ColumnType.Decimal(9, 0), [999_999_999m] },
        { ColumnType.Decimal(18, 18), [0.999999999999999999m] },
        { ColumnType.Decimal(28, 10), [-123456789012345678.0123456789m, 0.5m] },
        { new(ColumnKind.Text), ["", "\0a\0", "it's \"quoted\"\r\n", "\r", "🦆 ünïcödé", new string('x', 1 << 20), new string('"', 1 << 20), "null", "NULL", "\ufeff", " a ", "a;b,c\td|e", "\\N", "{}", "\u2028<>&"] },
        { new(ColumnKind.Uuid), [Guid.Empty, new Guid("fffffffe-0001-8002-8003-123456789abc")] },
        { new(ColumnKind.Date), [DateOnly.MinValue, new DateOnly(1969, 12, 31), DateOnly.MaxValue] },
        { new(ColumnKind.Time), [TimeOnly.MinValue, new TimeOnly(23, 59, 59, 999, 999)] },
        { new(ColumnKind.Timestamp), [new DateTime(1, 1, 1), new DateTime(2024, 2, 29, 23, 59, 59, 999, 999)] },
        { new(ColumnKind.Instant), [new DateTimeOffset(1900, 1, 1, 0, 0, 0, 0, 1, TimeSpan.Zero), new DateTimeOffset(2024, 3, 31, 1, 30, 0, TimeSpan.Zero)] },
        { new(ColumnKind.Interval), [TimeSpan.Zero, TimeSpan.FromMicroseconds(-1), TimeSpan.FromDays(400) + TimeSpan.FromMicroseconds(1), -TimeSpan.FromHours(30)] },
        { new(ColumnKind.Bytes), [Array.Empty<byte>(), new byte[] { 0 }, new byte[] { 0, 255, 39, 34, 92, 10, 13, 44 }, Enumerable.Range(0, 300).Select(i => (byte)i).ToArray()] },
    };

    /// <summary>Also what Parquet has no type for.</summary>
    public static TheoryData<ColumnType, object[]> OfText
    {
        get
        {
            var values = OfParquet;
            values.Add(new(ColumnKind.Int128), [Int128.MinValue + 1, Int128.MaxValue]);
            return values;
        }
    }
}
