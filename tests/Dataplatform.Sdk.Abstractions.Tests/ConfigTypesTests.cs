using Dataplatform.Sdk.Configs;

namespace Dataplatform.Sdk.Abstractions.Tests;

public sealed class ConfigTypesTests
{
    public static TheoryData<Type, string, object> Read => new()
    {
        { typeof(string), string.Empty, string.Empty },
        { typeof(bool), "True", true },
        { typeof(byte), "255", (byte)255 },
        { typeof(long), "-9223372036854775808", long.MinValue },
        { typeof(ulong), "18446744073709551615", ulong.MaxValue },
        { typeof(double), "1e-3", 0.001 },
        { typeof(decimal), "1234.50", 1234.50m },
        { typeof(DateOnly), "2024-02-29", new DateOnly(2024, 2, 29) },
        { typeof(TimeOnly), "13:45", new TimeOnly(13, 45) },
        { typeof(DateTimeOffset), "2024-01-31T13:45:00+02:00", new DateTimeOffset(2024, 1, 31, 13, 45, 0, TimeSpan.FromHours(2)) },
        { typeof(DateTimeOffset), "2024-01-31", new DateTimeOffset(2024, 1, 31, 0, 0, 0, TimeSpan.Zero) },
        { typeof(TimeSpan), "00:05:00", TimeSpan.FromMinutes(5) },
        { typeof(TimeSpan), "1h30m", TimeSpan.FromMinutes(90) },
        { typeof(TimeSpan), "500ms", TimeSpan.FromMilliseconds(500) },
        { typeof(Guid), "0190f000-0000-7000-8000-0000000000a1", new Guid("0190f000-0000-7000-8000-0000000000a1") },
        { typeof(Uri), "https://example.org/a", new Uri("https://example.org/a") },
    };

    [Theory]
    [MemberData(nameof(Read))]
    public void A_value_is_read_and_written_so_that_it_is_read_again(Type type, string text, object expected)
    {
        var reading = ConfigTypes.Of(type);

        reading.TryParse(text, out var value).ShouldBeTrue();
        value.ShouldBe(expected);
        reading.TryParse(reading.Write(value!), out var again).ShouldBeTrue();
        again.ShouldBe(expected);
    }

    [Theory]
    [InlineData(typeof(int), "1,5")]
    [InlineData(typeof(byte), "256")]
    [InlineData(typeof(decimal), "1,5")]
    [InlineData(typeof(double), "1,000.5")]
    [InlineData(typeof(bool), "yes")]
    [InlineData(typeof(DateOnly), "01/02/2024")]
    [InlineData(typeof(DateTimeOffset), "01/02/2024 10:00")]
    [InlineData(typeof(DateTimeOffset), "yesterday")]
    [InlineData(typeof(TimeSpan), "5")]
    [InlineData(typeof(TimeSpan), "5 min")]
    [InlineData(typeof(TimeSpan), "30m1h")]
    [InlineData(typeof(TimeSpan), "")]
    [InlineData(typeof(Uri), "example")]
    [InlineData(typeof(Guid), "42")]
    public void What_could_mean_something_else_is_none(Type type, string text) => ConfigTypes.Of(type).TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void An_enum_is_read_by_its_names_only()
    {
        var reading = ConfigTypes.Enum<DayOfWeek>();

        reading.TryParse("monday", out var monday).ShouldBeTrue();
        monday.ShouldBe(DayOfWeek.Monday);
        reading.TryParse("1", out _).ShouldBeFalse();
        reading.TryParse("Monday,Tuesday", out _).ShouldBeFalse();
    }

    [Fact]
    public void A_secret_is_never_written()
    {
        var reading = ConfigTypes.Secret<string>(ConfigTypes.Of(typeof(string)));

        reading.TryParse("never-seen-1", out var secret).ShouldBeTrue();
        secret.ShouldBeOfType<Secret<string>>().Reveal().ShouldBe("never-seen-1");
        reading.Write(secret!).ShouldBe("***");
    }
}
