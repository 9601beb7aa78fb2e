namespace Dataplatform.Sdk.DuckDb.Tests.Types;

/// <summary>Every type that is one value, required and nullable.</summary>
[Contract]
internal sealed record Everything(
    bool Bool, sbyte Int8, short Int16, int Int32, long Int64, Int128 Int128,
    byte UInt8, ushort UInt16, uint UInt32, ulong UInt64, UInt128 UInt128,
    float Single, double Double, decimal Decimal, [Decimal(4, 1)] decimal Decimal4, [Decimal(9, 2)] decimal Decimal9, [Decimal(18, 0)] decimal Decimal18,
    string Text, byte[] Bytes, Guid Uuid, DateOnly Date, TimeOnly Time, DateTime Timestamp, DateTimeOffset Instant, TimeSpan Interval,
    Mood Mood, CustomerId Customer, Email Email, Price Price);

/// <summary>The same, as far as each may be missing.</summary>
[Contract]
internal sealed record Nullables(
    bool? Bool, sbyte? Int8, short? Int16, int? Int32, long? Int64, Int128? Int128,
    byte? UInt8, ushort? UInt16, uint? UInt32, ulong? UInt64, UInt128? UInt128,
    float? Single, double? Double, decimal? Decimal, [Decimal(4, 1)] decimal? Decimal4,
    string? Text, byte[]? Bytes, Guid? Uuid, DateOnly? Date, TimeOnly? Time, DateTime? Timestamp, DateTimeOffset? Instant, TimeSpan? Interval,
    Mood? Mood, CustomerId? Customer, Email? Email, Price? Price);

/// <summary>Lists and arrays of every type that is one value.</summary>
[Contract]
internal sealed record Lists(
    bool[] Bools, IReadOnlyList<sbyte?> Int8s, List<short> Int16s, IList<int?> Int32s, IReadOnlyCollection<long> Int64s, Int128[] Int128s,
    List<byte> UInt8s, ushort?[] UInt16s, uint[] UInt32s, ICollection<ulong> UInt64s, UInt128?[] UInt128s,
    float[] Singles, double?[]? Doubles, decimal[] Decimals, [Decimal(4, 1)] decimal?[] Decimals4,
    string?[] Texts, IReadOnlyList<byte[]> Bytes, Guid?[] Uuids, DateOnly[] Dates, TimeOnly?[] Times, DateTime[] Timestamps, DateTimeOffset?[] Instants, TimeSpan[] Intervals,
    Mood[] Moods, CustomerId?[] Customers, List<Email> Emails, System.Collections.Immutable.ImmutableArray<Price> Prices,
    IReadOnlyList<IReadOnlyList<string?>?>? Deep);

/// <summary>Dictionaries with keys and values of every kind, and all the rest within each other.</summary>
[Contract]
internal sealed record Holder(
    int Id, Everything One, Nullables? Maybe, IReadOnlyList<Everything> Many, List<Nullables?>? Optional,
    IReadOnlyDictionary<string, Everything?> ByText, Dictionary<CustomerId, List<string?>> ByCustomer, IDictionary<Mood, decimal?>? ByMood,
    Dictionary<DateTimeOffset, Dictionary<int, Lists?>> ByInstant, Box Box, Box?[] Boxes);

/// <summary>A record that is a struct, with a list within.</summary>
[Contract]
internal readonly record struct Box(int[] Sizes, string? Label);

internal enum Mood
{
    Good,
    Bad,
    Ugly,
}

internal readonly record struct CustomerId(long Value);

internal readonly record struct Email(string Text);

internal readonly record struct Price([Decimal(12, 2)] decimal Amount);
