using Dataplatform.Sdk.Partitions;
using NodaTime;

namespace Dataplatform.Sdk.Tests.Partitions;

public sealed class PartitionRulesTests
{
    private static readonly TimeDimension Day = TimeWindowsTests.Daily("0 0 * * *");
    private static readonly EnumDimension Region = new("region", "Shop.Region", "Eu Us");

    [Fact]
    public void The_compilers_list_of_zones_is_the_runtimes() =>
        TimeZoneIds.All.ShouldBe(DateTimeZoneProviders.Tzdb.Ids.Order(StringComparer.Ordinal), ignoreOrder: false, customMessage: "a new NodaTime brings new zones: write its names into TimeZoneIds");

    [Theory]
    [InlineData("2024-01-01", null, "The start 'June 1' of 'day' is no local time. Write it as '2024-01-01' or '2024-01-01T06:00'.", "June 1")]
    [InlineData("2024-01-01", "soon", "The end 'soon' of 'day' is no local time. Write it as '2024-12-31' or '2024-12-31T18:00'.", null)]
    [InlineData("2024-06-10", "2024-06-01", "The end 2024-06-01 of 'day' is not after its start 2024-06-10. Write a later end, or leave it out.", null)]
    [InlineData("2024-06-10T06:00", "2024-06-11", "'day' has no window: none begins and ends between 2024-06-10T06:00 and 2024-06-11. Write a later end.", null)]
    public void Bad_bounds_are_refused(string start, string? end, string message, string? otherStart) =>
        Only(Day with { Start = otherStart ?? start, End = end }).ShouldBe(message);

    [Theory]
    [InlineData("Europe/Viena", "There is no time zone 'Europe/Viena'. Did you mean 'Europe/Vienna'? Write a name of the tz database, such as 'Europe/Vienna'.")]
    [InlineData("europe/vienna", "There is no time zone 'europe/vienna'. Did you mean 'Europe/Vienna'? Write a name of the tz database, such as 'Europe/Vienna'.")]
    [InlineData("New York", "There is no time zone 'New York'. Did you mean 'America/New_York'? Write a name of the tz database, such as 'Europe/Vienna'.")]
    public void An_unknown_zone_is_refused_with_the_nearest(string zone, string message) => Only(Day with { TimeZone = zone }).ShouldBe(message);

    [Theory]
    [InlineData("0 0 * * *", "yyyy-MM", "The format of 'day' is no format of keys: 'yyyy-MM' gives several windows the same key, since 'dd' is not in it. Write 'yyyy-MM-dd', or leave the format out.")]
    [InlineData("0 * * * *", "yyyy-MM-dd", "The format of 'day' is no format of keys: 'yyyy-MM-dd' gives several windows the same key, since 'HH' is not in it. Write 'yyyy-MM-dd-HH:mm', or leave the format out.")]
    [InlineData("0 0 * * *", "MM-dd", "The format of 'day' is no format of keys: 'MM-dd' gives several windows the same key, since 'yyyy' is not in it. Write 'yyyy-MM-dd', or leave the format out.")]
    [InlineData("0 0 * * *", "d", "The format of 'day' is no format of keys: 'd' has no fixed meaning in a key. Use yyyy, MM, dd, HH, mm, and quotes around other letters.")]
    [InlineData("0 0 * * *", "yyyy-MMM-dd", "The format of 'day' is no format of keys: 'MMM' has no fixed meaning in a key. Use yyyy, MM, dd, HH, mm, and quotes around other letters.")]
    [InlineData("0 0 * * *", "yyyy'-MM-dd", "The format of 'day' is no format of keys: the quote at position 4 is not closed.")]
    public void A_format_that_cannot_tell_windows_apart_is_refused(string cron, string format, string message) =>
        Only(Day with { Cron = cron, Format = format }).ShouldBe(message);

    [Theory]
    [InlineData("0 0 1 * *", "yyyy-MM", "2024-03")]
    [InlineData("0 0 1 1 *", "'FY'yyyy", "FY2026")]
    [InlineData("0 0 L * *", "yyyyMM", "202403")]
    [InlineData("0 * * * *", "yyyyMMdd/HH", "20240101/02")]
    [InlineData("30 6 * * *", "dd.MM.yyyy", "03.01.2024")]
    public void A_format_may_leave_out_what_the_expression_says(string cron, string format, string third)
    {
        var windows = TimeWindows.Of(Day with { Cron = cron, Format = format });

        windows.KeyOf(2).ShouldBe(third);
        windows.Find(third).ShouldBe(2);
    }

    [Theory]
    [InlineData("2024-13-01", "The exclusion '2024-13-01' of 'day' leaves nothing out: it is no local time. Write it as '2024-12-25' or '2024-12-25T06:00', or a cron expression.")]
    [InlineData("2024-02-01T06:00", "The exclusion '2024-02-01T06:00' of 'day' leaves nothing out: no window begins at 2024-02-01T06:00. Write 2024-02-01 or 2024-02-02.")]
    [InlineData("0 0 * * 8", "The exclusion '0 0 * * 8' of 'day' leaves nothing out: '0 0 * * 8' is no cron expression: day of week '8' is not one of 0 to 7 or SUN to SAT.")]
    [InlineData("0 6 * * SUN", "The exclusion '0 6 * * SUN' of 'day' leaves nothing out: no tick of '0 0 * * *' is one of its ticks. Write one that matches.")]
    [InlineData("* * * * *", "The exclusions of 'day' leave no window. Leave some of them out.")]
    public void An_exclusion_must_exclude_something(string exclusion, string message) => Only(Day with { Exclusions = exclusion }).ShouldBe(message);

    [Fact]
    public void Dimensions_are_named_once_and_time_is_one()
    {
        Messages(Region, Region with { Members = "A" }).ShouldBe(["The name 'region' is that of two dimensions. Give each a name of its own."]);
        Messages(Day, Day with { Name = "other" }).ShouldBe(["There are two dimensions of time, 'day' and 'other'. Keep one; rows that have a second time keep it in a column."]);
        Messages(Region with { Name = "Region" }).ShouldBe(["'Region' is no name of a dimension. Did you mean 'region'? Write lower-case letters, digits and underscores, such as 'region'."]);
        Messages(Region with { Members = string.Empty }).ShouldBe(["The enum 'Region' of 'region' has no members, so there would be no partition. Add members to it."]);
        Messages(new DynamicDimension("customer", "My Customers")).ShouldBe(["'My Customers' is no name of a set of keys. Did you mean 'my_customers'? Write lower-case letters, digits and underscores, such as 'customers'."]);
        Messages().ShouldBe(["A definition of partitions has no dimension. Add one, or leave the definition out."]);
        Messages(Day, Region, new DynamicDimension("customer", "customers")).ShouldBeEmpty();
    }

    [Fact]
    public void A_problem_says_which_property_it_is_about()
    {
        var problems = PartitionRules.Check(new(Day with { Start = "x", TimeZone = "y", Cron = "z" }));

        problems.Select(problem => (problem.Dimension, problem.Property)).ShouldBe([("day", "Start"), ("day", "TimeZone"), ("day", "Cron")]);
    }

    private static string Only(PartitionDimension dimension) => Messages(dimension).ShouldHaveSingleItem();

    private static IEnumerable<string> Messages(params PartitionDimension[] dimensions) => PartitionRules.Check(new(dimensions)).Select(problem => problem.Message);
}
