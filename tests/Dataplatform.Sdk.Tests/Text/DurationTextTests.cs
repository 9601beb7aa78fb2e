using Dataplatform.Sdk.Tests.Fakes;
using FsCheck.Fluent;

namespace Dataplatform.Sdk.Tests.Text;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("2s", 2)]
    [InlineData("1.5s", 1.5)]
    [InlineData("10m", 600)]
    [InlineData("1h30m", 5400)]
    [InlineData("2d", 172800)]
    [InlineData("1d1h1m1s1ms", 90061.001)]
    [InlineData("0s", 0)]
    public void A_number_and_a_unit_is_a_duration(string text, double seconds)
    {
        DurationText.TryParse(text, out var duration).ShouldBeTrue();
        duration.TotalSeconds.ShouldBe(seconds, 1e-9);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("2")]
    [InlineData("2x")]
    [InlineData("2 s")]
    [InlineData("-2s")]
    [InlineData("2S")]
    [InlineData("1m1h")]
    [InlineData("1s1s")]
    [InlineData("1..5s")]
    [InlineData("1,5s")]
    [InlineData("50d")]
    [InlineData("48d48h")]
    [InlineData("99999999999999999999999999999999999999d")]
    public void Everything_else_is_none(string text) => DurationText.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("2x", "2s")]
    [InlineData("2", "2s")]
    [InlineData("2 S", "2s")]
    [InlineData("10 min", "10m")]
    [InlineData("3 Hours", "3h")]
    [InlineData("1 hour 30 minuts", "1h30m")]
    [InlineData("5secnds", "5s")]
    [InlineData("soon", null)]
    [InlineData("", null)]
    [InlineData("0x", null)]
    [InlineData("9999d", null)]
    [InlineData("minute", "1m")]
    [InlineData("an hour", null)]
    [InlineData("2 weeks", null)]
    [InlineData("2w", null)]
    [InlineData("00:10:00", "10m")]
    [InlineData("1.02:00:00.5", "1d2h500ms")]
    [InlineData("00:00:00", null)]
    [InlineData("99.00:00:00", null)]
    [InlineData("none", null)]
    public void What_was_probably_meant_is_a_duration_itself(string text, string? meant)
    {
        DurationText.Meant(text).ShouldBe(meant);
        if (meant is not null)
        {
            DurationText.Objection(meant).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("none", "none")]
    [InlineData(" NONE ", "none")]
    [InlineData("nothing", null)]
    public void None_is_meant_only_where_it_may_be_written(string text, string? meant)
    {
        DurationText.Meant(text, mayBeNone: true).ShouldBe(meant);
        DurationText.Meant(text).ShouldBeNull();
    }

    [Theory]
    [InlineData("0s", "'0s' is no time at all. Write how long, such as '2s'.")]
    [InlineData("50d", "'50d' is longer than 49d. Write '49d' or less.")]
    [InlineData("99999999999999999999999999999999999999d", "'99999999999999999999999999999999999999d' is longer than 49d. Write '49d' or less.")]
    [InlineData(null, "'' is no duration. Write a number and a unit, ms, s, m, h or d: '500ms', '2s', '1h30m'.")]
    [InlineData("49d", null)]
    public void An_objection_says_what_to_write(string? text, string? objection) => DurationText.Objection(text).ShouldBe(objection);

    [Fact]
    public void What_is_written_is_read_again() => Laws.Hold(
        Gen.Choose(0, int.MaxValue).Select(milliseconds => TimeSpan.FromMilliseconds(milliseconds)),
        duration =>
        {
            DurationText.TryParse(DurationText.Format(duration), out var again).ShouldBeTrue();
            again.ShouldBe(duration);
        });
}
