namespace Dataplatform.Sdk;

/// <summary>
/// Composes the codecs of nested values; called by generated code. Nothing here asks a type about itself, so that it works
/// in trimmed and precompiled programs.
/// </summary>
public static class ValueCodec
{
    /// <summary>Of <see cref="ColumnKind.Boolean"/>.</summary>
    public static ValueCodec<bool> Boolean { get; } = new HeldCodec<bool, byte>(new(ColumnKind.Boolean), static value => (byte)(value ? 1 : 0), static held => held != 0);

    /// <summary>Of <see cref="ColumnKind.Int8"/>.</summary>
    public static ValueCodec<sbyte> Int8 { get; } = new SameCodec<sbyte>(ColumnKind.Int8);

    /// <summary>Of <see cref="ColumnKind.Int16"/>.</summary>
    public static ValueCodec<short> Int16 { get; } = new SameCodec<short>(ColumnKind.Int16);

    /// <summary>Of <see cref="ColumnKind.Int32"/>.</summary>
    public static ValueCodec<int> Int32 { get; } = new SameCodec<int>(ColumnKind.Int32);

    /// <summary>Of <see cref="ColumnKind.Int64"/>.</summary>
    public static ValueCodec<long> Int64 { get; } = new SameCodec<long>(ColumnKind.Int64);

    /// <summary>Of <see cref="ColumnKind.Int128"/>.</summary>
    public static ValueCodec<Int128> Int128 { get; } = new SameCodec<Int128>(ColumnKind.Int128);

    /// <summary>Of <see cref="ColumnKind.UInt8"/>.</summary>
    public static ValueCodec<byte> UInt8 { get; } = new SameCodec<byte>(ColumnKind.UInt8);

    /// <summary>Of <see cref="ColumnKind.UInt16"/>.</summary>
    public static ValueCodec<ushort> UInt16 { get; } = new SameCodec<ushort>(ColumnKind.UInt16);

    /// <summary>Of <see cref="ColumnKind.UInt32"/>.</summary>
    public static ValueCodec<uint> UInt32 { get; } = new SameCodec<uint>(ColumnKind.UInt32);

    /// <summary>Of <see cref="ColumnKind.UInt64"/>.</summary>
    public static ValueCodec<ulong> UInt64 { get; } = new SameCodec<ulong>(ColumnKind.UInt64);

    /// <summary>Of <see cref="ColumnKind.UInt128"/>.</summary>
    public static ValueCodec<UInt128> UInt128 { get; } = new SameCodec<UInt128>(ColumnKind.UInt128);

    /// <summary>Of <see cref="ColumnKind.Single"/>.</summary>
    public static ValueCodec<float> Single { get; } = new SameCodec<float>(ColumnKind.Single);

    /// <summary>Of <see cref="ColumnKind.Double"/>.</summary>
    public static ValueCodec<double> Double { get; } = new SameCodec<double>(ColumnKind.Double);

    /// <summary>Of <see cref="ColumnKind.Text"/>.</summary>
    public static ValueCodec<string> Text { get; } = new TextCodec<string>(static value => value, static text => text, allowedValues: null);

    /// <summary>Of <see cref="ColumnKind.Bytes"/>.</summary>
    public static ValueCodec<byte[]> Bytes { get; } = new BytesCodec();

    /// <summary>Of <see cref="ColumnKind.Uuid"/>.</summary>
    public static ValueCodec<Guid> Uuid { get; } = new HeldCodec<Guid, Int128>(new(ColumnKind.Uuid), Columnar.FromUuid, Columnar.ToUuid);

    /// <summary>Of <see cref="ColumnKind.Date"/>.</summary>
    public static ValueCodec<DateOnly> Date { get; } = new HeldCodec<DateOnly, int>(new(ColumnKind.Date), Columnar.FromDate, Columnar.ToDate);

    /// <summary>Of <see cref="ColumnKind.Time"/>.</summary>
    public static ValueCodec<TimeOnly> Time { get; } = new HeldCodec<TimeOnly, long>(new(ColumnKind.Time), Columnar.FromTime, Columnar.ToTime);

    /// <summary>Of <see cref="ColumnKind.Timestamp"/>.</summary>
    public static ValueCodec<DateTime> Timestamp { get; } = new HeldCodec<DateTime, long>(new(ColumnKind.Timestamp), Columnar.FromTimestamp, Columnar.ToTimestamp);

    /// <summary>Of <see cref="ColumnKind.Instant"/>.</summary>
    public static ValueCodec<DateTimeOffset> Instant { get; } = new HeldCodec<DateTimeOffset, long>(new(ColumnKind.Instant), Columnar.FromInstant, Columnar.ToInstant);

    /// <summary>Of <see cref="ColumnKind.Interval"/>.</summary>
    public static ValueCodec<TimeSpan> Interval { get; } = new HeldCodec<TimeSpan, IntervalValue>(new(ColumnKind.Interval), Columnar.FromInterval, Columnar.ToInterval);

    /// <summary>Of <see cref="ColumnKind.Decimal"/>.</summary>
    /// <param name="precision">All digits, 1 to 28.</param>
    /// <param name="scale">Digits after the point.</param>
    public static ValueCodec<decimal> Decimal(int precision, int scale)
    {
        var type = ColumnType.Decimal(precision, scale);
        return precision switch
        {
            <= 4 => new HeldCodec<decimal, short>(type, value => (short)Columnar.FromDecimal(value, precision, scale), held => Columnar.ToDecimal(held, scale)),
            <= 9 => new HeldCodec<decimal, int>(type, value => (int)Columnar.FromDecimal(value, precision, scale), held => Columnar.ToDecimal(held, scale)),
            <= 18 => new HeldCodec<decimal, long>(type, value => (long)Columnar.FromDecimal(value, precision, scale), held => Columnar.ToDecimal(held, scale)),
            _ => new HeldCodec<decimal, Int128>(type, value => Columnar.FromDecimal(value, precision, scale), held => Columnar.ToDecimal(held, scale)),
        };
    }

    /// <summary>An enum, as its name.</summary>
    /// <param name="toText">The name of a value.</param>
    /// <param name="fromText">The value of a name.</param>
    /// <param name="names">Every name.</param>
    public static ValueCodec<T> Enum<T>(Func<T, string> toText, Func<string, T> fromText, IReadOnlyList<string> names)
        where T : struct, Enum => new TextCodec<T>(toText, fromText, names);

    /// <summary>A value under a name of its own: it is kept as what it holds.</summary>
    /// <param name="inner">The codec of what it holds.</param>
    /// <param name="unwrap">Takes the value out.</param>
    /// <param name="wrap">Puts the value in.</param>
    public static ValueCodec<T> Wrapper<T, TInner>(ValueCodec<TInner> inner, Func<T, TInner> unwrap, Func<TInner, T> wrap)
        where T : struct => new WrapperCodec<T, TInner>(inner, unwrap, wrap);

    /// <summary>A value that may be missing.</summary>
    public static ValueCodec<T?> Nullable<T>(ValueCodec<T> value)
        where T : struct => new NullableCodec<T>(value);

    /// <summary>An object that may be missing.</summary>
    public static ValueCodec<T?> Optional<T>(ValueCodec<T> value)
        where T : class => new OptionalCodec<T>(value);

    /// <summary>A record, by the codec of its contract, which is asked for when it is first needed.</summary>
    public static ValueCodec<T> Record<T>()
        where T : notnull => new RecordCodec<T>();

    /// <summary>A list or an array.</summary>
    /// <typeparam name="TList">
    /// An array, <see cref="List{T}"/>, <see cref="System.Collections.Immutable.ImmutableArray{T}"/>, or an interface of lists and
    /// collections. A list that may only be read is made as an array.
    /// </typeparam>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <exception cref="ArgumentException"><typeparamref name="TList"/> is another type.</exception>
    public static ValueCodec<TList> List<TList, T>(ValueCodec<T> element)
        where TList : IEnumerable<T> => new ListCodec<TList, T>(element);

    /// <summary>A dictionary.</summary>
    /// <typeparam name="TMap"><see cref="Dictionary{TKey,TValue}"/>, or an interface that it implements.</typeparam>
    /// <typeparam name="TKey">The type of a key.</typeparam>
    /// <typeparam name="TValue">The type of a value.</typeparam>
    public static ValueCodec<TMap> Map<TMap, TKey, TValue>(ValueCodec<TKey> key, ValueCodec<TValue> value)
        where TMap : class, IEnumerable<KeyValuePair<TKey, TValue>>
        where TKey : notnull => new MapCodec<TMap, TKey, TValue>(key, value);
}
