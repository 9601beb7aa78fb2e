using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Tests.Partitions;

/// <summary>Which definitions belong together, and what is said where they do not.</summary>
public sealed class PartitionLinksTests
{
    private static readonly TimeDimension Day = new("day", TimeCadence.Daily, "0 0 * * *", "2024-01-01") { TimeZone = "Europe/Vienna" };
    private static readonly TimeDimension Hour = new("hour", TimeCadence.Hourly, "0 * * * *", "2024-01-01");
    private static readonly TimeDimension Week = new("week", TimeCadence.Weekly, "0 0 * * 1", "2024-01-01");
    private static readonly EnumDimension Region = new("region", "Shop.Region", "Eu Us Asia");
    private static readonly EnumDimension Country = new("country", "Shop.Country", "At De Ny");
    private static readonly DynamicDimension Customer = new("customer", "customers");

    public static TheoryData<string, string> Refusals => new()
    {
        { nameof(Undivided_reader), "There is a mapping of partitions that begins with the reader's, and the reader is not divided into any. Leave the mapping out, or divide the reader." },
        { nameof(Undivided_upstream), "There is a mapping of partitions, and what is read is not divided into any. Leave the mapping out, or divide the upstream." },
        { nameof(Different_clocks), "'week' of the reader is weekly from 2024-01-01 and 'day' of its upstream is daily from 2024-01-01 in Europe/Vienna: the clocks of UTC and Europe/Vienna draw different windows. Give both one time zone, or say with [Upstream(Partitions = UpstreamPartitions.Overlapping)] that all windows that overlap are meant." },
        { nameof(Different_enums), "The reader is divided by Region and its upstream by Country, which have nothing in common. Say which partitions it needs: all, the latest, pairs of keys, or a function." },
        { nameof(Enums_of_one_name), "'region' is Shop.Region of the reader and Other.Region of its upstream. Use one enum, or give pairs of keys." },
        { nameof(Time_and_enum), "The reader is divided by Region and its upstream by daily from 2024-01-01 in Europe/Vienna, which have nothing in common. Say which partitions it needs: all, the latest, pairs of keys, or a function." },
        { nameof(Two_readers_fit), "'origin' of its upstream could be 'from' or 'to' of the reader, which divide alike. Give it the name of the one that is meant." },
        { nameof(Two_upstreams_fit), "'origin' of the reader could be 'from' or 'to' of its upstream, which divide alike. Give it the name of the one that is meant." },
        { nameof(Offset_without_time), "An offset counts windows of time, and its upstream is divided by Region. Leave the offset out." },
        { nameof(Offsets_reversed), "The offsets from 0 to -1 leave no window. Write a start offset that is not greater than the end offset." },
        { nameof(Pair_of_a_stranger), "'Fr' in the pairs of keys is no member of Country, by which its upstream is divided. Members: At, De, Ny." },
        { nameof(Pair_of_a_mistyped_reader), "'Asai' in the pairs of keys is no member of Region, by which the reader is divided. Did you mean 'Asia'? Members: Eu, Us, Asia." },
        { nameof(Pairs_with_a_gap), "The pairs of keys say nothing of Us, Asia of Region, by which the reader is divided. Add a pair for each." },
        { nameof(Pairs_without_enum), "There are pairs of keys, and its upstream is not divided by an enum: it is daily from 2024-01-01 in Europe/Vienna. Leave the pairs out, or map with a function." },
        { nameof(Function_of_another_key), "'MyMap' maps keys 'Hour' of the reader, which has 'Day' and 'Region'. Write the function for these." },
        { nameof(Function_of_two), "'MyMap' maps keys 'Region' of its upstream, which could be 'from' or 'to'. Divide it by different sets of keys." },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_does_not_belong_together_is_refused_with_the_remedy(string name, string message)
    {
        var (reader, upstream, mapping) = ((PartitionsDefinition?, PartitionsDefinition?, PartitionMapping))typeof(PartitionLinksTests)
            .GetProperty(name, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.GetValue(null)!;

        PartitionLinks.Find(reader, upstream, mapping, out var problem).ShouldBeNull();
        problem.ShouldBe(message);
        Should.Throw<DataplatformException>(() => new PartitionMapper(reader, upstream, mapping)).Message.ShouldBe(message);
    }

    [Fact]
    public void What_belongs_together_is_linked_dimension_by_dimension()
    {
        Links(new(Day), new(Hour), PartitionMapping.Default).ShouldBe("hour Same day");
        Links(new(Week), new(Day), new PartitionMapping.Overlap()).ShouldBe("day Same week", "offset 0 says that overlapping is meant");
        Links(new(Day, Region), new(Hour, Country), PartitionMapping.Default).ShouldBe("country All, hour Same day");
        Links(new(Day), null, PartitionMapping.Default).ShouldBe(string.Empty);
        Links(null, new(Day, Region), PartitionMapping.Default).ShouldBe("day All, region All");
        Links(new(Customer), new(Customer with { Name = "buyer" }), PartitionMapping.Default).ShouldBe("buyer Same customer");
        Links(new(Region with { Name = "from" }, Region with { Name = "to" }), new(Region with { Name = "to" }), PartitionMapping.Default).ShouldBe("to Same to");
        Links(new(Region), new(Day, Region), new PartitionMapping.Latest()).ShouldBe("day Last, region Same region");
        Links(new(Region), new(Customer, Region), new PartitionMapping.Latest()).ShouldBe("customer Last, region Same region");
        Links(new(Region, Day), new(Country, Day), new PartitionMapping.Keys("Eu:At Us:Ny Asia:Ny")).ShouldBe("country Pairs region, day Same day");
        Links(new(Day), new(Day, Region), new PartitionMapping.Function("Shop.MyMap", KeyTypes.Day, "Shop.Region")).ShouldBe("day Same day, region Function day");
    }

    [Fact]
    public void A_key_fits_the_dimensions_that_have_one()
    {
        KeyTypes.Fits(KeyTypes.Hour, Hour).ShouldBeTrue();
        KeyTypes.Fits(KeyTypes.TimeWindow, Hour).ShouldBeTrue();
        KeyTypes.Fits(KeyTypes.Day, Hour).ShouldBeFalse();
        KeyTypes.Fits(KeyTypes.Day, Hour with { Cadence = TimeCadence.Cron, Cron = "0 6 * * MON-FRI" }).ShouldBeTrue();
        KeyTypes.Fits(KeyTypes.Day, Hour with { Cadence = TimeCadence.Cron, Cron = "0 6,18 * * *" }).ShouldBeFalse();
        KeyTypes.Fits("Shop.Region", Region).ShouldBeTrue();
        KeyTypes.Fits(KeyTypes.DynamicKey, Region).ShouldBeFalse();
        KeyTypes.Fits(KeyTypes.DynamicKey, Customer).ShouldBeTrue();
    }

    [Fact]
    public void The_names_of_the_key_types_are_those_of_the_types() =>
        new[] { KeyTypes.Hour, KeyTypes.Day, KeyTypes.Week, KeyTypes.Month, KeyTypes.TimeWindow, KeyTypes.DynamicKey }
            .ShouldBe(new[] { typeof(Hour), typeof(Day), typeof(Week), typeof(Month), typeof(TimeWindow), typeof(DynamicKey) }.Select(type => type.FullName));

    private static (PartitionsDefinition?, PartitionsDefinition?, PartitionMapping) Undivided_reader => (null, new(Day), new PartitionMapping.Overlap(-1, 0));

    private static (PartitionsDefinition?, PartitionsDefinition?, PartitionMapping) Undivided_upstream => (new(Day), null, new PartitionMapping.Latest());

    private static (PartitionsDefinition?, PartitionsDefinition?, PartitionMapping) Different_clocks => (new(Week), new(Day), PartitionMapping.Default);

    private static (PartitionsDefinition?, PartitionsDefinition?, PartitionMapping) Different_enums => (new(Region), new(Country), PartitionMapping.Default);

    private static (PartitionsDefinition?, PartitionsDefinition?, PartitionMapping) Enums_of_one_name => (new(Day, Region), new(Day, Region with { EnumType = "Other.Region" }), PartitionMapping.Default);

    private static (PartitionsDefinition?, PartitionsDefinition?, PartitionMapping) Time_and_enum => (new(Region), new(Day), PartitionMapping.Default);

    private static (PartitionsDefinition?, PartitionsDefinition?, PartitionMapping) Two_readers_fit => (new(Region with { Name = "from" }, Region with { Name = "to" }), new(Region with { Name = "origin" }), PartitionMapping.Default);

    private static (PartitionsDefinition?, PartitionsDefinition?, PartitionMapping) Two_upstreams_fit => (new(Region with { Name = "origin" }), new(Region with { Name = "from" }, Region with { Name = "to" }), PartitionMapping.Default);

    private static (PartitionsDefinition?, PartitionsDefinition?, PartitionMapping) Offset_without_time => (new(Day, Region), new(Region), new PartitionMapping.Overlap(-1, 0));

    private static (PartitionsDefinition?, PartitionsDefinition?, PartitionMapping) Offsets_reversed => (new(Day), new(Day), new PartitionMapping.Overlap(0, -1));

    private static (PartitionsDefinition?, PartitionsDefinition?, PartitionMapping) Pair_of_a_stranger => (new(Region), new(Country), new PartitionMapping.Keys("Eu:At Us:Fr Asia:Ny"));

    private static (PartitionsDefinition?, PartitionsDefinition?, PartitionMapping) Pair_of_a_mistyped_reader => (new(Region), new(Country), new PartitionMapping.Keys("Eu:At Us:Ny Asai:Ny"));

    private static (PartitionsDefinition?, PartitionsDefinition?, PartitionMapping) Pairs_with_a_gap => (new(Region), new(Country), new PartitionMapping.Keys("Eu:At"));

    private static (PartitionsDefinition?, PartitionsDefinition?, PartitionMapping) Pairs_without_enum => (new(Region), new(Day), new PartitionMapping.Keys("Eu:At Us:Ny Asia:Ny"));

    private static (PartitionsDefinition?, PartitionsDefinition?, PartitionMapping) Function_of_another_key => (new(Day, Region), new(Day), new PartitionMapping.Function("Shop.MyMap", KeyTypes.Hour, KeyTypes.Day));

    private static (PartitionsDefinition?, PartitionsDefinition?, PartitionMapping) Function_of_two => (new(Day), new(Region with { Name = "from" }, Region with { Name = "to" }), new PartitionMapping.Function("Shop.MyMap", KeyTypes.Day, "Shop.Region"));

    private static string Links(PartitionsDefinition? reader, PartitionsDefinition? upstream, PartitionMapping mapping)
    {
        var links = PartitionLinks.Find(reader, upstream, mapping, out var problem);
        problem.ShouldBeNull();
        return string.Join(", ", links!.Links.Select(link => $"{link.Upstream.Name} {link.Kind}{(link.Reader is null ? string.Empty : $" {link.Reader.Name}")}"));
    }
}
