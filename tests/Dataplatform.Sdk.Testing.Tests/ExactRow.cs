namespace Dataplatform.Sdk.Testing.Tests;

/// <summary>A member of every type that comes back from a store as it went.</summary>
[Contract]
public sealed record ExactRow(
    int Number, bool Flag, sbyte I8, short I16, long I64, Int128 I128, byte U8, ushort U16, uint U32, ulong U64,
    float Single, double Double, string Text, string? Maybe, Guid Id, DateOnly Day, DayOfWeek Weekday, DayOfWeek? Off, long? Count)
{
    private static readonly string[] Texts = ["", "a", "twelve bytes", "thirteen byte", "'\"\\;--", "\0", "a\0b", "Ä🎉\u200d", "\r\n\t", "NULL", new('x', 100_000)];

    /// <summary>A row of random bits, with values that are easily got wrong more often than others.</summary>
    public static ExactRow Random(Random random, int number) => new(
        number,
        random.Next(2) == 0,
        (sbyte)Bits(random),
        (short)Bits(random),
        Bits(random),
        new Int128((ulong)Bits(random), (ulong)Bits(random)),
        (byte)Bits(random),
        (ushort)Bits(random),
        (uint)Bits(random),
        (ulong)Bits(random),
        BitConverter.Int32BitsToSingle((int)Bits(random)),
        random.Next(4) switch { 0 => -0.0, 1 => double.NaN, 2 => double.Epsilon, _ => BitConverter.Int64BitsToDouble(Bits(random)) },
        Texts[random.Next(Texts.Length)],
        random.Next(3) == 0 ? null : Texts[random.Next(Texts.Length - 1)],
        new Guid((int)Bits(random), (short)Bits(random), (short)Bits(random), [.. BitConverter.GetBytes(Bits(random))]),
        DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber + 1)),
        (DayOfWeek)random.Next(7),
        random.Next(2) == 0 ? null : (DayOfWeek)random.Next(7),
        random.Next(2) == 0 ? null : Bits(random));

    private static long Bits(Random random) => random.Next(8) switch
    {
        0 => 0,
        1 => -1,
        2 => long.MinValue,
        3 => long.MaxValue,
        _ => random.NextInt64(long.MinValue, long.MaxValue),
    };
}
