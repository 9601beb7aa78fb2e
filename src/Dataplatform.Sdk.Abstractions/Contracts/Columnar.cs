using System.Buffers.Binary;
using System.Globalization;

namespace Dataplatform.Sdk;

/// <summary>
/// Converts between .NET values and the form in which batches hold them; used by generated codecs. Times are kept in
/// microseconds: a finer tick is cut off, as documented in the table of types.
/// </summary>
public static class Columnar
{
    private static readonly int EpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    private static readonly Int128[] PowersOfTen = MakePowersOfTen();

    /// <summary>Days since 1970-01-01.</summary>
    public static int FromDate(DateOnly value) => value.DayNumber - EpochDay;

    /// <summary>The date so many days after 1970-01-01.</summary>
    /// <exception cref="OverflowException">The date is outside the years 1 to 9999.</exception>
    public static DateOnly ToDate(int days) =>
        days + (long)EpochDay is var number && number >= DateOnly.MinValue.DayNumber && number <= DateOnly.MaxValue.DayNumber
            ? DateOnly.FromDayNumber((int)number)
            : throw new OverflowException($"The date {days.ToString(CultureInfo.InvariantCulture)} days from 1970-01-01 is outside the years 1 to 9999 of DateOnly.");

    /// <summary>Microseconds since midnight.</summary>
    public static long FromTime(TimeOnly value) => value.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>The time so many microseconds after midnight.</summary>
    /// <exception cref="OverflowException">It is 24:00, which TimeOnly does not have.</exception>
    public static TimeOnly ToTime(long micros) => micros is >= 0 and < TimeSpan.TicksPerDay / TimeSpan.TicksPerMicrosecond
        ? new(micros * TimeSpan.TicksPerMicrosecond)
        : throw new OverflowException("The time 24:00:00 is outside the day of TimeOnly.");

    /// <summary>Microseconds since 1970-01-01; the kind of the value is not kept.</summary>
    public static long FromTimestamp(DateTime value) => FloorMicros(value.Ticks - DateTime.UnixEpoch.Ticks);

    /// <summary>The date and time (of unspecified kind) so many microseconds after 1970-01-01.</summary>
    /// <exception cref="OverflowException">It is outside the years 1 to 9999, or infinite.</exception>
    public static DateTime ToTimestamp(long micros) => new(ToTicks(micros), DateTimeKind.Unspecified);

    /// <summary>Microseconds since 1970-01-01 UTC; the offset is not kept.</summary>
    public static long FromInstant(DateTimeOffset value) => FloorMicros(value.UtcTicks - DateTime.UnixEpoch.Ticks);

    /// <summary>The instant (in UTC) so many microseconds after 1970-01-01.</summary>
    /// <exception cref="OverflowException">It is outside the years 1 to 9999, or infinite.</exception>
    public static DateTimeOffset ToInstant(long micros) => new(ToTicks(micros), TimeSpan.Zero);

    /// <summary>A length of time without months.</summary>
    public static IntervalValue FromInterval(TimeSpan value) => new(0, 0, FloorMicros(value.Ticks));

    /// <summary>The length of time; a day is 24 hours.</summary>
    /// <exception cref="OverflowException">The interval has months, whose length is not fixed.</exception>
    public static TimeSpan ToInterval(IntervalValue value) => value.Months == 0
        ? TimeSpan.FromTicks(checked((value.Days * TimeSpan.TicksPerDay) + (value.Micros * TimeSpan.TicksPerMicrosecond)))
        : throw new OverflowException("An interval with months has no fixed length, so it is not a TimeSpan.");

    /// <summary>A UUID as 128 bits with the first bit flipped.</summary>
    public static Int128 FromUuid(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[0] ^= 0x80;
        return BinaryPrimitives.ReadInt128BigEndian(bytes);
    }

    /// <summary>The UUID of 128 bits with the first bit flipped.</summary>
    public static Guid ToUuid(Int128 value)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt128BigEndian(bytes, value);
        bytes[0] ^= 0x80;
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The unscaled value of a decimal: 9.5 with scale 2 is 950.</summary>
    /// <exception cref="OverflowException">It has more digits than precision and scale allow; nothing is rounded.</exception>
    public static Int128 FromDecimal(decimal value, int precision, int scale)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var own = (bits[3] >> 16) & 0xFF;
        var unscaled = new Int128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        if (own > scale)
        {
            (unscaled, var rest) = Int128.DivRem(unscaled, PowersOfTen[own - scale]);
            if (rest != Int128.Zero)
            {
                throw TooManyDigits(value, precision, scale);
            }
        }
        else if (unscaled > Largest(precision) / PowersOfTen[scale - own])
        {
            throw TooManyDigits(value, precision, scale);
        }
        else
        {
            unscaled *= PowersOfTen[scale - own];
        }

        return unscaled <= Largest(precision) ? (value < 0 ? -unscaled : unscaled) : throw TooManyDigits(value, precision, scale);
    }

    /// <summary>The decimal of an unscaled value.</summary>
    /// <exception cref="OverflowException">It has more digits than <see cref="decimal"/> holds (28).</exception>
    public static decimal ToDecimal(Int128 unscaled, int scale)
    {
        var magnitude = unscaled < 0 ? -unscaled : unscaled;
        while (magnitude >> 96 != Int128.Zero && scale > 0 && magnitude % 10 == Int128.Zero)
        {
            magnitude /= 10;
            scale--;
        }

        if (magnitude >> 96 != Int128.Zero || scale > 28)
        {
            throw new OverflowException($"The number {unscaled} with {scale.ToString(CultureInfo.InvariantCulture)} digits after the point does not fit into a decimal.");
        }

        return new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), (int)(uint)(magnitude >> 64), unscaled < 0, (byte)scale);
    }

    /// <summary>Whether an unscaled value has no more digits than a column's precision.</summary>
    internal static bool Fits(Int128 unscaled, int precision) => Int128.Abs(unscaled) <= Largest(precision);

    private static long FloorMicros(long ticks) =>
        ticks >= 0 ? ticks / TimeSpan.TicksPerMicrosecond : -((-ticks + TimeSpan.TicksPerMicrosecond - 1) / TimeSpan.TicksPerMicrosecond);

    private static long ToTicks(long micros)
    {
        const long toEpoch = 62_135_596_800_000_000;
        const long last = 315_537_897_600_000_000;
        return micros is >= -toEpoch and < last - toEpoch
            ? (micros + toEpoch) * TimeSpan.TicksPerMicrosecond
            : throw new OverflowException($"The time {micros.ToString(CultureInfo.InvariantCulture)} microseconds from 1970-01-01 is outside the years 1 to 9999.");
    }

    private static Int128 Largest(int precision) => PowersOfTen[precision] - 1;

    private static OverflowException TooManyDigits(decimal value, int precision, int scale) => new(
        string.Create(CultureInfo.InvariantCulture, $"{value} does not fit into DECIMAL({precision},{scale}). Round it, or widen the column with [Decimal(p, s)]."));

    private static Int128[] MakePowersOfTen()
    {
        var powers = new Int128[39];
        powers[0] = Int128.One;
        for (var i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }

        return powers;
    }
}
