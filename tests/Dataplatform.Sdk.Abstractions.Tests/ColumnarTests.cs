using FsCheck;
using FsCheck.Fluent;

namespace Dataplatform.Sdk.Abstractions.Tests;

public sealed class ColumnarTests
{
    [Fact]
    public void Dates_round_trip() => RoundTrips<DateTime>(value =>
    {
        var date = DateOnly.FromDateTime(value);
        return Columnar.ToDate(Columnar.FromDate(date)) == date;
    });

    [Fact]
    public void Timestamps_lose_less_than_a_microsecond_and_never_grow() => RoundTrips<DateTime>(value =>
        Columnar.ToTimestamp(Columnar.FromTimestamp(value)) is var back && back <= value && value - back < TimeSpan.FromMicroseconds(1));

    [Fact]
    public void Instants_keep_the_instant() => RoundTrips<DateTimeOffset>(value =>
        Columnar.ToInstant(Columnar.FromInstant(value)) is var back && back <= value && value - back < TimeSpan.FromMicroseconds(1));

    [Fact]
    public void Uuids_round_trip_and_sort_like_their_text() => Prop.ForAll(
        ArbMap.Default.ArbFor<Guid>(),
        ArbMap.Default.ArbFor<Guid>(),
        (a, b) => Columnar.ToUuid(Columnar.FromUuid(a)) == a
            && Math.Sign(Columnar.FromUuid(a).CompareTo(Columnar.FromUuid(b))) == Math.Sign(string.CompareOrdinal(a.ToString(), b.ToString()))).QuickCheckThrowOnFailure();

    [Fact]
    public void Decimals_round_trip_or_are_refused() => Prop.ForAll(
        Decimals,
        ArbMap.Default.ArbFor<byte>(),
        (value, scale) =>
        {
            var digits = scale % 29;
            try
            {
                return Columnar.ToDecimal(Columnar.FromDecimal(value, 28, digits), digits) == value;
            }
            catch (OverflowException)
            {
                // As whole numbers, so that the expectation shares nothing with the code.
                var (unscaled, own) = Parts(value);
                var shifted = digits >= own ? unscaled * System.Numerics.BigInteger.Pow(10, digits - own) : unscaled / System.Numerics.BigInteger.Pow(10, own - digits);
                var isExact = digits >= own || unscaled % System.Numerics.BigInteger.Pow(10, own - digits) == 0;
                return !isExact || System.Numerics.BigInteger.Abs(shifted) >= System.Numerics.BigInteger.Pow(10, 28);
            }
        }).QuickCheckThrowOnFailure();

    /// <summary>All of them, large ones and fine ones alike.</summary>
    private static Arbitrary<decimal> Decimals => (
        from low in ArbMap.Default.GeneratorFor<int>()
        from middle in ArbMap.Default.GeneratorFor<int>()
        from high in Gen.OneOf(Gen.Constant(0), ArbMap.Default.GeneratorFor<int>(), Gen.Choose(int.MinValue, int.MaxValue))
        from negative in ArbMap.Default.GeneratorFor<bool>()
        from scale in Gen.Choose(0, 28)
        select new decimal(low, middle, high, negative, (byte)scale)).ToArbitrary();

    private static (System.Numerics.BigInteger Unscaled, int Scale) Parts(decimal value)
    {
        var bits = decimal.GetBits(value);
        var magnitude = ((System.Numerics.BigInteger)(uint)bits[2] << 64) + ((System.Numerics.BigInteger)(uint)bits[1] << 32) + (uint)bits[0];
        return (value < 0 ? -magnitude : magnitude, (bits[3] >> 16) & 0xFF);
    }

    [Theory]
    [InlineData("9.50", 12, 2, 950)]
    [InlineData("-0.01", 12, 2, -1)]
    [InlineData("1.100", 12, 2, 110)]
    [InlineData("0", 4, 4, 0)]
    public void A_decimal_becomes_its_unscaled_value(string text, int precision, int scale, int expected) =>
        Columnar.FromDecimal(decimal.Parse(text), precision, scale).ShouldBe((Int128)expected);

    [Theory]
    [InlineData("1.005", 12, 2)]
    [InlineData("12345.00", 6, 2)]
    [InlineData("20000000000000000000000000000", 28, 10)]
    [InlineData("34028236692093846346337460744", 28, 10)]
    [InlineData("-2000000000", 38, 30)]
    public void A_decimal_is_never_rounded(string text, int precision, int scale) =>
        Should.Throw<OverflowException>(() => Columnar.FromDecimal(decimal.Parse(text), precision, scale)).Message.ShouldContain("[Decimal(p, s)]");

    [Fact]
    public void The_ends_of_time_are_named_not_wrapped()
    {
        Columnar.ToTimestamp(Columnar.FromTimestamp(DateTime.MaxValue)).Year.ShouldBe(9999);
        Columnar.ToTimestamp(Columnar.FromTimestamp(DateTime.MinValue)).ShouldBe(DateTime.MinValue);
        Should.Throw<OverflowException>(() => Columnar.ToTimestamp(long.MaxValue));
        Should.Throw<OverflowException>(() => Columnar.ToDate(int.MaxValue));
        Should.Throw<OverflowException>(() => Columnar.ToInterval(new IntervalValue(1, 0, 0)));
    }

    private static void RoundTrips<T>(Func<T, bool> holds) => Prop.ForAll(ArbMap.Default.ArbFor<T>(), holds).QuickCheckThrowOnFailure();
}
