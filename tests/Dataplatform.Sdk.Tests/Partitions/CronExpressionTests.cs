using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Tests.Fakes;
using FsCheck.Fluent;

namespace Dataplatform.Sdk.Tests.Partitions;

public sealed class CronExpressionTests
{
    private static readonly string[] Sound =
    [
        "* * * * *", "0 6 * * MON-FRI", "5/20 * * * *", "0 0 1,15,L * *", "0 0 31 * *", "0 0 29 2 *", "0 0 13 * 5", "30 2 * * SAT-SUN", "0 0 * * mon#1,L5",
        "0 0 1 jan-mar/2 *", "0 */6 * * *", "0 0 * 2 MON#5", "15,45 8-18 * * 1-5", "0 0 1-30 * TUE-SUN", "0 0 ? * ?", "@monthly",
    ];

    [Theory]
    [InlineData("", "'' is no cron expression: it is empty. Write five: minute, hour, day of month, month, day of week, such as '0 6 * * MON-FRI'.")]
    [InlineData("* * * * * *", "'* * * * * *' is no cron expression: it has 6 fields, and there are no seconds. Write five: minute, hour, day of month, month, day of week, such as '0 6 * * MON-FRI'.")]
    [InlineData("daily", "'daily' is no cron expression: it has 1 field. Write five: minute, hour, day of month, month, day of week, such as '0 6 * * MON-FRI'.")]
    [InlineData("@dayly", "'@dayly' is no cron expression: there is no such name. Did you mean '@daily'? Write @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually, or five fields.")]
    [InlineData("60 * * * *", "'60 * * * *' is no cron expression: minute '60' is not one of 0 to 59.")]
    [InlineData("0 0 * * FRY", "'0 0 * * FRY' is no cron expression: day of week 'FRY' is not one of 0 to 7 or SUN to SAT. Did you mean 'FRI'?")]
    [InlineData("0 0 * * MON-FRY", "'0 0 * * MON-FRY' is no cron expression: day of week 'FRY' in 'MON-FRY' is not one of 0 to 7 or SUN to SAT. Did you mean 'FRI'?")]
    [InlineData("5-1 * * * *", "'5-1 * * * *' is no cron expression: minute '5-1' ends before it begins. Write '5-59,0-1'.")]
    [InlineData("0 0 * * FRI-MON", "'0 0 * * FRI-MON' is no cron expression: day of week 'FRI-MON' ends before it begins. Write 'FRI-SAT,SUN-MON'.")]
    [InlineData("*/0 * * * *", "'*/0 * * * *' is no cron expression: minute '*/0' has a step of '0'. Write a number from 1 to 60 after the '/'.")]
    [InlineData("1,,2 * * * *", "'1,,2 * * * *' is no cron expression: minute has an empty entry in its list.")]
    [InlineData("-5 * * * *", "'-5 * * * *' is no cron expression: minute '-5' lacks a value. Write 0 to 59.")]
    [InlineData("0 0 15W * *", "'0 0 15W * *' is no cron expression: day of month '15W' asks for the nearest weekday, which is not known. Write days of a month, or days of a week.")]
    [InlineData("0 0 L-3 * *", "'0 0 L-3 * *' is no cron expression: day of month 'L-3' is not known. Write 'L' for the last day of a month.")]
    [InlineData("0 0 * * 5L", "'0 0 * * 5L' is no cron expression: day of week '5L' is not known. Did you mean 'LFRI', the last of a month?")]
    [InlineData("0 0 * * MON#6", "'0 0 * * MON#6' is no cron expression: day of week 'MON#6' asks for no day of a month. Write 1 to 5 after the '#': 'MON#1'.")]
    [InlineData("R * * * *", "'R * * * *' is no cron expression: minute 'R' is random, and no two machines would agree on it. Write 0 to 59.")]
    [InlineData("0 H(0-5) * * *", "'0 H(0-5) * * *' is no cron expression: hour 'H(0-5)' is random, and no two machines would agree on it. Write 0 to 23.")]
    [InlineData("0 0 30 2 *", "'0 0 30 2 *' is no cron expression: it never happens, since none of its months has such a day.")]
    [InlineData("0 0 31 4,6,9,11 *", "'0 0 31 4,6,9,11 *' is no cron expression: it never happens, since none of its months has such a day.")]
    public void A_mistake_is_explained_with_its_remedy(string text, string message)
    {
        CronExpression.Parse(text, out var problem).ShouldBeNull();

        problem.ShouldBe(message);
    }

    [Theory]
    [InlineData("0 0 * * 1-7", "0 0 * * *", "2024-01-01", 31)]
    [InlineData("0 0 */1 * *", "0 0 * * *", "2024-01-01", 31)]
    [InlineData("0 0 * * SAT-SUN", "0 0 * * 0,6", "2024-01-01", 31)]
    [InlineData("0 0 ? * mon", "0 0 * * 1", "2024-01-01", 31)]
    [InlineData("*/60 * * * *", "@hourly", "2024-01-01", 31)]
    public void Two_spellings_have_the_same_ticks(string text, string other, string start, int days) =>
        Walk(CronExpression.Parse(text), Minute(start), days).ShouldBe(Walk(CronExpression.Parse(other), Minute(start), days));

    [Fact]
    public void The_last_weekday_of_a_month_is_found()
    {
        var ticks = new LocalTicks(CronExpression.Parse("0 0 * * LFRI"));
        var next = ticks.CountBefore(Minute("2024-01-01"));

        Enumerable.Range(0, 4).Select(i => LocalMinutes.Format(ticks.At(next + i))).ShouldBe(["2024-01-26", "2024-02-23", "2024-03-29", "2024-04-26"]);
    }

    // The law of all else: numbering and walking agree, with and without exclusions.
    [Fact]
    public void Ticks_are_numbered_as_they_are_walked()
    {
        var samples =
            from cron in Gen.Elements(Sound)
            from except in Gen.ListOf(Gen.Elements("0 0 * * SUN", "* 2-3 * * *", "* * 25 12 *", "0 0 1 * *"), 2)
            from omitted in Gen.ListOf(Gen.Choose(0, 400 * 1440), 3)
            from year in Gen.Elements(1, 4, 399, 400, 1900, 2000, 2023, 2024, 2100, 9998)
            from start in Gen.Choose(0, 365 * 1440)
            select (cron, except, omitted, start: LocalMinutes.Of(new DateTime(year, 1, 1)) + start);
        Laws.Hold(samples, sample =>
        {
            var cron = CronExpression.Parse(sample.cron);
            var except = sample.except.Select(CronExpression.Parse).ToList();
            var gone = sample.omitted.Select(minute => sample.start + minute).Concat(Walk(cron, sample.start, 3).Take(2)).ToList();
            var ticks = new LocalTicks(cron, except, gone);
            var walked = Walk(cron, sample.start, 40).Where(minute => !except.Exists(other => other.Matches(minute)) && !gone.Contains(minute)).ToList();
            var first = ticks.CountBefore(sample.start);

            ticks.CountBefore(sample.start + (40 * 1440)).ShouldBe(first + walked.Count);
            for (var i = 0; i < walked.Count; i += 1 + (walked.Count / 200))
            {
                ticks.At(first + i).ShouldBe(walked[i]);
                ticks.CountBefore(walked[i]).ShouldBe(first + i);
                ticks.IsTick(walked[i]).ShouldBeTrue();
            }
        });
    }

    [Fact]
    public void A_number_beyond_the_calendar_is_an_error() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new LocalTicks(CronExpression.Parse("@daily")).At(3_652_059)).Message.ShouldContain("year 9999");

    private static long Minute(string text) => LocalMinutes.TryParse(text, out var minute) ? minute : throw new FormatException(text);

    private static List<long> Walk(CronExpression cron, long start, int days) =>
        [.. Enumerable.Range(0, days * 1440).Select(i => start + i).Where(minute => minute < LocalMinutes.Limit && cron.Matches(minute))];
}
