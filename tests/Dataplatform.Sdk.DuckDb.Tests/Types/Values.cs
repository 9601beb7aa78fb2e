using FsCheck;
using FsCheck.Fluent;

namespace Dataplatform.Sdk.DuckDb.Tests.Types;

/// <summary>Random values, the hostile ones among them, in the precision that a store keeps.</summary>
internal static class Values
{
    private static Gen<long> Micros => Integers.Select(number => (long)(ulong)(number % 253_402_300_800_000_000));

    public static Gen<string> Text { get; } = Gen.OneOf(
        Gen.Elements("", "\0", "a\0b", "'", "\"", "it's \"quoted\"; -- \\", "twelve bytes", "thirteen char", "🦆", "é🦆é🦆é🦆é🦆é", "\r\n\t", "null", "NULL", "{'a': 1}", "[1, 2]", "\ufeff", "\u202e"),
        Gen.Choose(0, 40).Select(length => new string('日', length)),
        Gen.Choose(0, 300).Select(length => new string('x', length)));

    private static Gen<UInt128> Integers => Gen.OneOf(
        Gen.Elements<UInt128>(UInt128.Zero, UInt128.One, UInt128.MaxValue, (UInt128)Int128.MaxValue, (UInt128)long.MaxValue + 1, 0xFFFF_FFFF, 0x80),
        from high in Gen.Choose(int.MinValue, int.MaxValue) from low in Gen.Choose(int.MinValue, int.MaxValue) from more in Gen.Choose(int.MinValue, int.MaxValue)
        select ((UInt128)(uint)high << 96) + ((UInt128)(uint)low << 40) + (uint)more);

    private static Gen<double> Doubles => Gen.OneOf(
        Gen.Elements(0.0, 0.1, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue, double.MinValue),
        Integers.Select(bits => BitConverter.UInt64BitsToDouble((ulong)bits)).Select(value => double.IsNaN(value) ? double.NaN : value));

    private static Gen<byte[]> Bytes => Gen.Choose(0, 30).SelectMany(length => Gen.ArrayOf(Gen.Choose(0, 255).Select(b => (byte)b), length));

    private static Gen<Guid> Uuids => Bytes.Select(bytes => new Guid([.. bytes.Concat(new byte[16]).Take(16)]));

    private static Gen<DateOnly> Dates => Gen.Choose(0, DateOnly.MaxValue.DayNumber).Select(DateOnly.FromDayNumber);

    private static Gen<TimeOnly> Times => Micros.Select(micros => new TimeOnly(micros % 86_400_000_000 * 10));

    private static Gen<DateTime> Timestamps => Micros.Select(micros => new DateTime(micros * 10));

    private static Gen<DateTimeOffset> Instants => Timestamps.Select(time => new DateTimeOffset(time, TimeSpan.Zero));

    private static Gen<TimeSpan> Intervals => Micros.Select(micros => TimeSpan.FromMicroseconds(micros - 100_000_000_000));

    private static Gen<Mood> Moods => Gen.Elements(Mood.Good, Mood.Bad, Mood.Ugly);

    private static Gen<CustomerId> Customers => Integers.Select(number => new CustomerId((long)number));

    private static Gen<Email> Emails => Text.Select(text => new Email(text));

    private static Gen<Price> Prices => Decimals(12, 2).Select(amount => new Price(amount));

    private static Gen<Box> Boxes =>
        from sizes in Many(Integers.Select(n => (int)n)) from label in Text.OrNull() select new Box(sizes, label);

    public static Gen<Everything> Everything { get; } =
        from n in Integers from d in Doubles from money in Decimals(28, 10) from small in Decimals(4, 1) from middle in Decimals(9, 2) from whole in Decimals(18, 0)
        from text in Text from bytes in Bytes from uuid in Uuids from date in Dates from time in Times from timestamp in Timestamps from instant in Instants
        from interval in Intervals from mood in Moods from customer in Customers from email in Emails from price in Prices
        select new Everything(
            (n & 1) == 0, (sbyte)n, (short)n, (int)n, (long)n, Signed(n), (byte)n, (ushort)n, (uint)n, (ulong)n, n, (float)d, d, money, small, middle, whole,
            text, bytes, uuid, date, time, timestamp, instant, interval, mood, customer, email, price);

    public static Gen<Nullables> Nullables { get; } =
        from e in Everything from missing in Gen.Choose(0, (1 << 27) - 1) select Some(e, i => (missing & (1 << i)) == 0);

    public static Gen<Lists> Lists { get; } =
        from n in Many(Integers) from d in Many(Doubles) from money in Many(Decimals(28, 10)) from small in Many(Decimals(4, 1)) from texts in Many(Text.OrNull())
        from bytes in Many(Bytes) from uuids in Many(Uuids) from dates in Many(Dates) from times in Many(Times) from timestamps in Many(Timestamps) from intervals in Many(Intervals)
        from moods in Many(Moods) from emails in Many(Emails) from prices in Many(Prices) from deep in Many(Many(Text.OrNull()).OrNull()).OrNull()
        select new Lists(
            [.. n.Select(x => (x & 1) == 0)], [.. n.Select(x => Half(x, (sbyte)x))], [.. n.Select(x => (short)x)], [.. n.Select(x => Half(x, (int)x))], [.. n.Select(x => (long)x)], [.. n.Select(Signed)],
            [.. n.Select(x => (byte)x)], [.. n.Select(x => Half(x, (ushort)x))], [.. n.Select(x => (uint)x)], [.. n.Select(x => (ulong)x)], [.. n.Select(x => Half(x, x))],
            [.. d.Select(x => (float)x)], d.Length == 0 ? null : [.. d.Select((x, i) => i % 3 == 0 ? (double?)null : x)], money, [.. small.Select((x, i) => i % 2 == 0 ? (decimal?)null : x)],
            texts, bytes, [.. uuids.Select((x, i) => i % 2 == 0 ? (Guid?)null : x)], dates, [.. times.Select((x, i) => i % 2 == 1 ? (TimeOnly?)null : x)], timestamps,
            [.. timestamps.Select((x, i) => i % 2 == 0 ? (DateTimeOffset?)null : new DateTimeOffset(x, TimeSpan.Zero))], intervals,
            moods, [.. n.Select(x => Half(x, new CustomerId((long)x)))], [.. emails], [.. prices], deep);

    public static Gen<Holder> Holder { get; } =
        from id in Gen.Choose(0, 1000) from one in Everything from maybe in Nullables.OrNull() from many in Many(Everything) from optional in Many(Nullables.OrNull()).OrNull()
        from byText in Map(Text, Everything.OrNull()) from byCustomer in Map(Customers, Many(Text.OrNull())) from byMood in Map(Moods, Decimals(28, 10)).OrNull()
        from byInstant in Map(Instants, Map(Gen.Choose(0, 9), Lists.OrNull())) from box in Boxes from boxes in Many(Boxes)
        select new Holder(
            id, one, maybe, many, optional?.ToList(), byText, byCustomer.ToDictionary(pair => pair.Key, pair => pair.Value.ToList()),
            byMood?.ToDictionary(pair => pair.Key, pair => pair.Value > 0 ? pair.Value : (decimal?)null), byInstant, box, [.. boxes.Select((x, i) => i % 2 == 0 ? (Box?)null : x)]);

    private static Nullables Some(Everything e, Func<int, bool> isThere)
    {
        return new(
            At(0, e.Bool), At(1, e.Int8), At(2, e.Int16), At(3, e.Int32), At(4, e.Int64), At(5, e.Int128), At(6, e.UInt8), At(7, e.UInt16), At(8, e.UInt32), At(9, e.UInt64), At(10, e.UInt128),
            At(11, e.Single), At(12, e.Double), At(13, e.Decimal), At(14, e.Decimal4), isThere(15) ? e.Text : null, isThere(16) ? e.Bytes : null, At(17, e.Uuid), At(18, e.Date), At(19, e.Time),
            At(20, e.Timestamp), At(21, e.Instant), At(22, e.Interval), At(23, e.Mood), At(24, e.Customer), At(25, e.Email), At(26, e.Price));

        T? At<T>(int i, T value)
            where T : struct => isThere(i) ? value : null;
    }

    private static Gen<T[]> Many<T>(Gen<T> value) => Gen.Choose(0, 4).SelectMany(length => Gen.ArrayOf(value, length));

    private static Gen<Dictionary<TKey, TValue>> Map<TKey, TValue>(Gen<TKey> key, Gen<TValue> value)
        where TKey : notnull =>
        Many(from k in key from v in value select (k, v)).Select(pairs => pairs.DistinctBy(pair => pair.k).ToDictionary(pair => pair.k, pair => pair.v));

    private static Gen<decimal> Decimals(int precision, int scale)
    {
        var largest = decimal.Parse(new string('9', precision), System.Globalization.CultureInfo.InvariantCulture);
        var unit = new decimal(1, 0, 0, false, (byte)scale);
        return Gen.OneOf(Gen.Elements(0m, unit, -unit, largest * unit, -largest * unit), Gen.Choose(-9_999, 9_999).Select(n => n * unit));
    }

    private static Int128 Signed(UInt128 number) => (Int128)number == Int128.MinValue ? 0 : (Int128)number;

    private static T? Half<T>(UInt128 chance, T value)
        where T : struct => chance % 3 == 0 ? null : value;
}
