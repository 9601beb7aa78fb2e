using Dataplatform.Sdk.Analyzers.Tests.Harness;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Analyzers.Tests.Generation;

public sealed class PartitionTests
{
    private const string Types = """
        [Contract] public sealed record Row(int Id, [property: Column("on")] DateOnly OrderedOn, Region Region);
        public enum Region { Us = 5, Eu = -1 }
        public enum Country { At, Us }
        public sealed class @event : PartitionFunction<Day, Day> { public override IEnumerable<Day> Upstream(Day key) => [key.AddDays(-1)]; }

        """;

    [Fact]
    public void Everything_that_an_attribute_says_reaches_the_catalog() => Definition(
        "DailyPartitions(\"2024-01-01\", TimeZone = \"Europe/Vienna\", End = \"2025-01-01\", EndOffset = -1, Exclusions = [\"2024-12-25T06:00\", \"0 6 * * SUN\"], Format = \"'d|&%'yyyyMMdd\", HourOffset = 6, By = \"OrderedAt\", Name = \"shop_day\")",
        "[Contract] public sealed record Sold(DateTimeOffset OrderedAt);", "Sold").ShouldBe(new PartitionsDefinition(new TimeDimension("shop_day", TimeCadence.Daily, "0 6 * * *", "2024-01-01")
        {
            TimeZone = "Europe/Vienna",
            End = "2025-01-01",
            EndOffset = -1,
            Exclusions = "2024-12-25T06:00;0 6 * * SUN",
            Format = "'d|&%'yyyyMMdd",
            By = "ordered_at",
        }));

    [Theory]
    [InlineData("HourlyPartitions(\"2024-01-01-00:00\", MinuteOffset = 15)", "hour", TimeCadence.Hourly, "15 * * * *", "2024-01-01-00:00")]
    [InlineData("WeeklyPartitions(\"2024-01-01\")", "week", TimeCadence.Weekly, "0 0 * * 1", "2024-01-01")]
    [InlineData("WeeklyPartitions(\"2024-01-01\", DayOfWeek = DayOfWeek.Sunday, HourOffset = 23, MinuteOffset = 59)", "week", TimeCadence.Weekly, "59 23 * * 0", "2024-01-01")]
    [InlineData("MonthlyPartitions(\"2024-01\", Day = 28)", "month", TimeCadence.Monthly, "0 0 28 * *", "2024-01")]
    [InlineData("TimePartitions(\"0 6 * * MON-FRI\", \"2024-01-01\")", "time", TimeCadence.Cron, "0 6 * * MON-FRI", "2024-01-01")]
    public void Each_cadence_is_a_cron_expression(string attribute, string name, TimeCadence cadence, string cron, string start) =>
        Definition(attribute).ShouldBe(new PartitionsDefinition(new TimeDimension(name, cadence, cron, start)));

    [Fact]
    public void Dimensions_are_ordered_by_their_names_and_members_by_their_values() =>
        Definition("DynamicPartitions(\"customers\"), Partitions<Region>(By = \"Region\"), DailyPartitions(\"2024-01-01\", By = \"OrderedOn\"), Partitions<Country>(Name = \"aim\")").ShouldBe(new PartitionsDefinition(
            new EnumDimension("aim", "Country", "At Us"),
            new DynamicDimension("customers", "customers"),
            new TimeDimension("day", TimeCadence.Daily, "0 0 * * *", "2024-01-01") { By = "on" },
            new EnumDimension("region", "Region", "Eu Us") { By = "region" }));

    [Fact]
    public async Task Keys_are_handed_over_by_the_ordinals_of_their_dimensions()
    {
        using var loaded = LoadedAssembly.Of(Types + """
            public static class Assets
            {
                [Asset, DynamicPartitions("customers"), Partitions<Region>(Name = "to"), Partitions<Region>(Name = "from"), DailyPartitions("2024-01-01")]
                public static string A(Region to, Day day, DynamicKey customer, Region from, TimeWindow window) => $"{to} {day} {customer} {from} {window.Duration}";

                [Asset, DailyPartitions("2024-01-01", By = "OrderedOn"), Partitions<Region>]
                public static async Task<IReadOnlyList<Row>> B(PartitionRange<Day> days, Region region) { await Task.Yield(); return [new(1, days.First.Date, region), new(2, days.Last.Date, region)]; }
            }
            """);
        var region = loaded.Assembly.GetType("Region")!;
        var a = loaded.Step("Assets.A");
        a.TakesRange.ShouldBeFalse();
        a.Partitions!.Dimensions.Select(dimension => dimension.Name).ShouldBe(["customers", "day", "from", "to"]);
        var log = await RecordingInvocation.RunAsync(a, step =>
        {
            step.Partitions[(0, typeof(DynamicKey))] = new DynamicKey("acme");
            step.Partitions[(1, typeof(Day))] = new Day(2024, 1, 5);
            step.Partitions[(1, typeof(TimeWindow))] = new TimeWindow(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(23));
            step.Partitions[(2, region)] = Enum.Parse(region, "Eu");
            step.Partitions[(3, region)] = Enum.Parse(region, "Us");
        });
        log.ShouldBe(["artifact 0: \"Us 2024-01-05 acme Eu 23:00:00\""]);

        var b = loaded.Step("Assets.B");
        b.TakesRange.ShouldBeTrue();
        (await RecordingInvocation.RunAsync(b, step =>
        {
            step.Partitions[(0, typeof(Day))] = new PartitionRange<Day>(new(2024, 1, 5), new(2024, 1, 7));
            step.Partitions[(1, region)] = Enum.Parse(region, "Us");
        })).ShouldBe(["rows 0: [{\"Id\":1,\"OrderedOn\":\"2024-01-05\",\"Region\":5},{\"Id\":2,\"OrderedOn\":\"2024-01-07\",\"Region\":5}]"]);
    }

    [Theory]
    [InlineData("", "Unsaid { }")]
    [InlineData("[Upstream(Partitions = UpstreamPartitions.Default)]", "Unsaid { }")]
    [InlineData("[Upstream(Partitions = UpstreamPartitions.Overlapping)]", "Overlap { StartOffset = 0, EndOffset = 0 }")]
    [InlineData("[Upstream(Partitions = UpstreamPartitions.All)]", "All { }")]
    [InlineData("[Upstream(Partitions = UpstreamPartitions.Latest)]", "Latest { }")]
    [InlineData("[Upstream(Lookback = 7)]", "Overlap { StartOffset = -7, EndOffset = 0 }")]
    [InlineData("[Upstream(Offset = -2)]", "Overlap { StartOffset = -2, EndOffset = -2 }")]
    [InlineData("[Upstream(StartOffset = -2)]", "Overlap { StartOffset = -2, EndOffset = 0 }")]
    [InlineData("[Upstream(\"Source\", EndOffset = 3)]", "Overlap { StartOffset = 0, EndOffset = 3 }")]
    [InlineData("[Upstream(typeof(Assets), \"Source\", StartOffset = -3, EndOffset = -1)]", "Overlap { StartOffset = -3, EndOffset = -1 }")]
    [InlineData("[Upstream(Map = typeof(@event))]", "Function { Type = event, ReaderKey = Dataplatform.Sdk.Day, UpstreamKey = Dataplatform.Sdk.Day }")]
    [InlineData("[MapKey(Country.At, Region.Eu), MapKey(Country.At, Region.Us), MapKey(Country.Us, Region.Us)]", "Keys { Pairs = At:Eu At:Us Us:Us, ReaderKey = Country, UpstreamKey = Region }")]
    public void What_a_parameter_needs_reaches_the_catalog(string attribute, string mapping)
    {
        using var loaded = LoadedAssembly.Of(Types + $$"""
            public static class Assets
            {
                [Asset, DailyPartitions("2024-01-01"), Partitions<Region>] public static Row[] Source(Day day) => [];
                [Asset, DailyPartitions("2024-01-01"), Partitions<Country>] public static int A({{attribute}} Row[] source) => source.Length;
            }
            """);
        var input = loaded.Step("Assets.A").Inputs.Single();

        input.Mapping.ToString().ShouldBe(mapping);
        (input.Function?.GetType().Name).ShouldBe(mapping.StartsWith("Function", StringComparison.Ordinal) ? "event" : null);
    }

    [Theory]
    [InlineData("DailyPartitions(\"2024-01-01\")", "[Self]", "Overlap { StartOffset = -1, EndOffset = -1 }")]
    [InlineData("DailyPartitions(\"2024-01-01\")", "[Self(Lookback = 3)]", "Overlap { StartOffset = -3, EndOffset = -1 }")]
    [InlineData("Priority(1)", "[Self]", "Unsaid { }")]
    public void An_asset_reads_its_windows_before(string attribute, string self, string mapping)
    {
        using var loaded = LoadedAssembly.Of(Types + $"public static class Assets {{ [Asset, {attribute}] public static Row[] A({self} Row[]? a) => []; }}");

        loaded.Step("Assets.A").Inputs.Single().Mapping.ToString().ShouldBe(mapping);
    }

    [Fact]
    public void A_graph_with_partitions_is_built()
    {
        using var loaded = LoadedAssembly.Of(Types + """
            public static class Assets
            {
                [Asset, DailyPartitions("2024-01-01")] public static (Row[] X, int Y) Source(Day day) => ([], 1);
                [Asset, MonthlyPartitions("2024-01")] public static int A(Row[] x) => x.Length;
            }
            """);

        AssetGraph.Build([loaded.Catalog])[new("shop/y")].Step.Partitions.ShouldNotBeNull();
    }

    [Fact]
    public void A_catalog_by_hand_is_told_what_is_wrong_with_its_partitions()
    {
        using var loaded = LoadedAssembly.Of(Types + "public static class Assets { [Asset, DailyPartitions(\"2024-01-01\")] public static Row[] A() => []; }");
        var step = loaded.Step("Assets.A") with { Partitions = new(new TimeDimension("day", TimeCadence.Daily, "0 0 * * *", "soon")) };

        AssetGraph.Check([loaded.Catalog with { Steps = [step] }]).ShouldHaveSingleItem()
            .ShouldBe(new("DP0040", "The start 'soon' of 'day' is no local time. Write it as '2024-01-01' or '2024-01-01T06:00'.", "shop/a", "Assets.A", null));
    }

    private static PartitionsDefinition Definition(string attributes, string more = "", string row = "Row")
    {
        using var loaded = LoadedAssembly.Of(Types + more + $"public static class Assets {{ [Asset, {attributes}] public static {row}[] A() => []; }}");
        return loaded.Step("Assets.A").Partitions!;
    }
}
