using Dataplatform.Sdk.Cli.Terminal;

namespace Dataplatform.Sdk.Cli.Tests;

public sealed class HumanTextTests
{
    [Theory]
    [InlineData(0, "0 rows")]
    [InlineData(1, "1 row")]
    [InlineData(1234, "1,234 rows")]
    [InlineData(10_000_000, "10,000,000 rows")]
    public void Rows_have_separators_and_a_plural(long rows, string text) => HumanText.Rows(rows).ShouldBe(text);

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1.0 kB")]
    [InlineData(9_949, "9.9 kB")]
    [InlineData(9_950, "10 kB")]
    [InlineData(999_499, "999 kB")]
    [InlineData(999_500, "1.0 MB")]
    [InlineData(1_234_567, "1.2 MB")]
    [InlineData(45_000_000_000, "45 GB")]
    [InlineData(long.MaxValue, "9223 PB")]
    public void Bytes_have_two_or_three_digits(long bytes, string text) => HumanText.Bytes(bytes).ShouldBe(text);

    [Theory]
    [InlineData(0, "<1 ms")]
    [InlineData(0.94, "<1 ms")]
    [InlineData(1, "1 ms")]
    [InlineData(12.4, "12 ms")]
    [InlineData(999.4, "999 ms")]
    [InlineData(999.5, "1.0 s")]
    [InlineData(1_340, "1.3 s")]
    [InlineData(59_940, "59.9 s")]
    [InlineData(59_950, "1 m 00 s")]
    [InlineData(125_000, "2 m 05 s")]
    [InlineData(3_720_000, "1 h 02 m")]
    public void Durations_have_the_unit_that_people_would_use(double milliseconds, string text) =>
        HumanText.Duration(TimeSpan.FromMilliseconds(milliseconds)).ShouldBe(text);

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("日本", 4)]
    [InlineData("e\u0301", 1)]
    [InlineData("✓ ok", 4)]
    public void Width_counts_columns_of_the_terminal(string text, int width) => TextWidth.Of(text).ShouldBe(width);

    [Fact]
    public void Text_is_cut_to_columns_and_says_so()
    {
        TextWidth.Cut("customer_orders", 8).ShouldBe("custome…");
        TextWidth.Cut("日本語", 4).ShouldBe("日…");
        TextWidth.Cut("fits", 4).ShouldBe("fits");
    }

    [Fact]
    public void Data_cannot_command_the_terminal() =>
        TextWidth.OneLine("a\e[2Jb\nc\td").ShouldBe("a\\u001b[2Jb\\nc\\td");
}
