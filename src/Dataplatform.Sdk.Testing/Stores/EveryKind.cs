namespace Dataplatform.Sdk.Testing;

/// <summary>A row with a column of each kind, all of which may be missing.</summary>
[Contract]
internal sealed record EveryKind(
    int Row,
    bool? Boolean,
    sbyte? Int8,
    short? Int16,
    int? Int32,
    long? Int64,
    Int128? Int128,
    byte? UInt8,
    ushort? UInt16,
    uint? UInt32,
    ulong? UInt64,
    float? Single,
    double? Double,
    decimal? Decimal,
    [property: Decimal(4, 2)] decimal? SmallDecimal,
    string? Text,
    byte[]? Bytes,
    Guid? Uuid,
    DateOnly? Date,
    TimeOnly? Time,
    DateTime? Timestamp,
    DateTimeOffset? Instant,
    TimeSpan? Interval,
    DayOfWeek? Named)
{
    public static IReadOnlyList<EveryKind> Rows { get; } =
    [
        new(1, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null),
        new(
            2, true, sbyte.MinValue, short.MinValue, int.MinValue, long.MinValue, -new Int128(0x4B3B4CA85A86C47A, 0x098A223FFFFFFFFF), byte.MaxValue, ushort.MaxValue,
            uint.MaxValue, ulong.MaxValue, float.MinValue, double.Epsilon, -999999999999999999.9999999999m, -99.99m, "a\0b 🦆 'quoted' \"twice\"; --\r\n", [0, 255, 1],
            System.Guid.Parse("ffffffff-ffff-ffff-ffff-ffffffffffff"), DateOnly.MinValue, new TimeOnly(23, 59, 59, 999, 999), DateTime.MinValue,
            DateTimeOffset.MinValue, TimeSpan.FromMicroseconds(-1), DayOfWeek.Sunday),
        new(
            3, false, 0, 0, 0, 0, 0, 0, 0, 0, 0, -0f, double.NegativeInfinity, 0m, 0.01m, "", [], System.Guid.Empty, new DateOnly(1970, 1, 1), TimeOnly.MinValue,
            new DateTime(1969, 12, 31, 23, 59, 59, 999, 999), new DateTimeOffset(2024, 6, 1, 12, 0, 0, TimeSpan.FromHours(2)), TimeSpan.Zero, DayOfWeek.Friday),
        new(
            4, true, sbyte.MaxValue, short.MaxValue, int.MaxValue, long.MaxValue, new Int128(0x4B3B4CA85A86C47A, 0x098A223FFFFFFFFF), 1, 1, 1, 1, float.NaN, double.NaN, 1.5m, 9.5m,
            new string('日', 100_000), new byte[100_000], System.Guid.Parse("01234567-89ab-cdef-0123-456789abcdef"), DateOnly.MaxValue, new TimeOnly(12, 0),
            new DateTime(9999, 12, 31, 23, 59, 59, 999, 999), new DateTimeOffset(9999, 12, 31, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromDays(400) + TimeSpan.FromMicroseconds(1), DayOfWeek.Saturday),
    ];
}
