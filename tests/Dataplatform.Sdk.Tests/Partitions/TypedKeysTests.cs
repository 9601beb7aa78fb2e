using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Tests.Partitions;

public sealed class TypedKeysTests
{
    private static readonly EnumDimension Regions = PartitionSamples.Region with { EnumType = typeof(Region).FullName! };

    // Ordinal order: customer, day, region.
    private static readonly PartitionsDefinition All = new(PartitionSamples.Day, Regions, PartitionSamples.Customer);

    [Fact]
    public void A_key_has_a_typed_key_in_each_dimension()
    {
        var key = new PartitionKey("a%7Cb|2024-03-31|Us");

        TypedKeys.Get<DynamicKey>(All, key, 0).ShouldBe(new DynamicKey("a|b"));
        TypedKeys.Get<Day>(All, key, 1).ShouldBe(new Day(2024, 3, 31));
        TypedKeys.Get<Region>(All, key, 2).ShouldBe(Region.Us);
        TypedKeys.Get<TimeWindow>(All, key, 1).ShouldBe(new TimeWindow(new(2024, 3, 31, 0, 0, 0, TimeSpan.FromHours(1)), new(2024, 4, 1, 0, 0, 0, TimeSpan.FromHours(2))));
        TypedKeys.Get<TimeWindow>(All, key, 1).Duration.ShouldBe(TimeSpan.FromHours(23));
        TypedKeys.GetRange<Day>(new(PartitionSamples.Day), [new("2024-03-01"), new("2024-03-02"), new("2024-03-03")], 0).ShouldBe(new PartitionRange<Day>(new(2024, 3, 1), new(2024, 3, 3)));
    }

    [Fact]
    public void Every_window_has_a_typed_key_that_leads_back()
    {
        (TimeDimension Dimension, Type[] Types)[] cases =
        [
            (PartitionSamples.Hour, [typeof(Hour), typeof(TimeWindow)]),
            (PartitionSamples.Hour with { Start = "2024-10-27" }, [typeof(Hour), typeof(TimeWindow)]),
            (PartitionSamples.Day, [typeof(Day), typeof(TimeWindow)]),
            (PartitionSamples.Day with { TimeZone = "America/Sao_Paulo", Start = "2018-11-01" }, [typeof(Day), typeof(TimeWindow)]),
            (PartitionSamples.Weekday, [typeof(Day), typeof(TimeWindow)]),
            (PartitionSamples.Week, [typeof(Week), typeof(TimeWindow)]),
            (PartitionSamples.Month, [typeof(Month), typeof(TimeWindow)]),
            (PartitionSamples.Month with { Cron = "30 6 15 * *", Format = "yyyy-MM" }, [typeof(Month), typeof(TimeWindow)]),
            (PartitionSamples.Shift, [typeof(TimeWindow)]),
        ];
        foreach (var (dimension, types) in cases)
        {
            var windows = TimeWindows.Of(dimension);
            for (var index = 0; index < Math.Min(9, windows.Total); index++)
            {
                types.ShouldAllBe(type => TypedKeys.IndexOf(windows, TypedKeys.FromWindow(windows, index, type)) == index, dimension.ToString());
                types.ShouldAllBe(type => TypedKeys.ToText(dimension, TypedKeys.FromText(dimension, windows.KeyOf(index), type)) == windows.KeyOf(index));
            }
        }
    }

    [Fact]
    public void The_repeated_hour_is_two_keys()
    {
        var definition = new PartitionsDefinition(PartitionSamples.Hour with { Start = "2024-10-27" });

        TypedKeys.Get<Hour>(definition, new("2024-10-27-02:00+02:00"), 0).ToString().ShouldBe("2024-10-27T02:00+02:00");
        TypedKeys.Get<Hour>(definition, new("2024-10-27-02:00+01:00"), 0).ToString().ShouldBe("2024-10-27T02:00+01:00");
        TypedKeys.Get<Hour>(definition, new("2024-10-27-02:00+01:00"), 0).ShouldBeGreaterThan(TypedKeys.Get<Hour>(definition, new("2024-10-27-02:00+02:00"), 0));
    }

    [Fact]
    public void What_no_window_has_is_none()
    {
        TypedKeys.ToText(PartitionSamples.Day, new Day(2024, 2, 29)).ShouldBeNull("it is before the first");
        TypedKeys.ToText(PartitionSamples.Weekday, new Day(2024, 3, 30)).ShouldBeNull("it is left out");
        TypedKeys.ToText(PartitionSamples.Week, new Week(2024, 3, 5)).ShouldBeNull("no week begins then");
        TypedKeys.ToText(PartitionSamples.Month, new Month(2024, 4)).ShouldBeNull("it is behind the end");
        TypedKeys.ToText(PartitionSamples.Hour, new Hour(new(2024, 3, 28, 12, 30, 0, TimeSpan.Zero))).ShouldBeNull("no hour begins then");
    }

    [Fact]
    public void A_mistake_is_named()
    {
        Mistake(() => TypedKeys.Get<Region>(All, new("x|2024-03-05|Eruope"), 2)).ShouldBe("'Eruope' of 'region' is no Region. Members: Eu, Us, Asia.");
        Mistake(() => TypedKeys.Get<Day>(All, new("x|2024-03-05"), 1)).ShouldStartWith("'x|2024-03-05' is no key of customers × daily");
        Mistake(() => TypedKeys.Get<Region>(All, new("x|2024-03-05|Eu"), 1)).ShouldBe("'day' is divided by time, and its keys are no Region. Take Day or TimeWindow.");
    }

    [Fact]
    public void Typed_keys_are_written_as_they_are_read()
    {
        Day.Parse("2024-01-05").ShouldBe(new Day(2024, 1, 5));
        new Day(2024, 1, 5).ToString().ShouldBe("2024-01-05");
        Week.Parse("2024-01-01").End.ShouldBe(new DateOnly(2024, 1, 8));
        Month.Parse("2024-12").ShouldBe(new Month(2024, 12));
        new Month(2024, 12).End.ShouldBe(new DateOnly(2025, 1, 1));
        new Month(new DateOnly(2024, 12, 24)).ShouldBe(new Month(2024, 12));
        Hour.Parse("2024-10-27T02:00+01:00").End.ShouldBe(new DateTimeOffset(2024, 10, 27, 3, 0, 0, TimeSpan.FromHours(1)));
        Hour.Parse(Hour.Parse("2024-10-27T02:00Z").ToString()).ShouldBe(Hour.Parse("2024-10-27T02:00Z"));
        new PartitionRange<Day>(new(2024, 1, 5), new(2024, 1, 7)).ToString().ShouldBe("2024-01-05 to 2024-01-07");
        new PartitionRange<Day>(new(2024, 1, 5), new(2024, 1, 7)).Contains(new(2024, 1, 7)).ShouldBeTrue();
        new PartitionRange<Day>(new(2024, 1, 5), new(2024, 1, 7)).Contains(new(2024, 1, 8)).ShouldBeFalse();
        Should.Throw<FormatException>(() => Month.Parse("2024-1")).Message.ShouldBe("'2024-1' is not written as 'yyyy-MM'. Write it as '2024-01'.");
        Should.Throw<FormatException>(() => Hour.Parse("2024-10-27T02:00")).Message.ShouldBe("'2024-10-27T02:00' is not the begin of an hour. Write it as '2024-10-27T02:00+01:00'.");
    }

    private static string Mistake(Action action) => Should.Throw<DataplatformException>(action).Message;
}
