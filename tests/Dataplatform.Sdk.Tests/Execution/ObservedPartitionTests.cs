using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Tests.Fakes;

namespace Dataplatform.Sdk.Tests.Execution;

public sealed class ObservedPartitionTests
{
    private static readonly TimeDimension Days = new("day", TimeCadence.Daily, "0 0 * * *", "2024-01-01") { Exclusions = "2024-01-03" };
    private static readonly EnumDimension Kinds = new("kind", typeof(DateTimeKind).FullName!, "Utc Local");

    [Fact]
    public async Task Each_partition_is_known_by_a_data_version_of_its_own()
    {
        var seen = await ObserveAsync(new(Days), Observation.OfPartitions([ObservedPartition.Of(new Day(2024, 1, 5), "v1"), ObservedPartition.Of(new Day(2024, 1, 2), 7L)]));

        seen.Partitions.Select(partition => (partition.Place.Key.Text, partition.Place.Start, partition.DataVersion)).ShouldBe(
            [("2024-01-05", 1_704_412_800L, "v1"), ("2024-01-02", 1_704_153_600L, "7")]);
        seen.DataVersion.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Windows_that_the_definition_has_not_count_for_nothing()
    {
        Day[] days = [new(2023, 12, 31), new(2024, 1, 3), new(2024, 1, 4)];

        var seen = await ObserveAsync(new(Days), Observation.OfPartitions(days.Select(day => ObservedPartition.Of(day, "v1"))));

        seen.Partitions.Select(partition => partition.Place.Key.Text).ShouldBe(["2024-01-04"], "the others are before the first, and left out");
        (await ObserveAsync(new(Days), Observation.OfPartitions([]))).Partitions.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_is_of_the_dimension_of_its_type()
    {
        var seen = await ObserveAsync(new(Days, Kinds), Observation.OfPartitions([ObservedPartition.Of(DateTimeKind.Utc, new Day(2024, 1, 5), "v1")]));

        seen.Partitions.Single().Place.Key.Text.ShouldBe("2024-01-05|Utc");
    }

    [Fact]
    public void The_whole_is_another_as_soon_as_a_partition_is()
    {
        var (first, second) = (ObservedPartition.Of(new Day(2024, 1, 5), "v1"), ObservedPartition.Of(new Day(2024, 1, 6), "v1"));

        Observation.OfPartitions([first, second]).DataVersion.ShouldBe(Observation.OfPartitions([second, first]).DataVersion);
        Observation.OfPartitions([first, second]).DataVersion.ShouldNotBe(Observation.OfPartitions([first]).DataVersion);
        Observation.OfPartitions([first]).DataVersion.ShouldNotBe(Observation.OfPartitions([ObservedPartition.Of(new Day(2024, 1, 5), "v2")]).DataVersion);
    }

    [Fact]
    public async Task What_fits_no_partition_is_the_mistake_of_the_observer()
    {
        (await MistakeAsync(new(Days), Observation.OfPartitions([ObservedPartition.Of(new Month(2024, 1), "v1")])))
            .ShouldBe("'TestAssets.ObserveErpOrders' observed a partition by Month, but 'erp/orders' is divided daily from 2024-01-01: its keys are Day.");
        (await MistakeAsync(new(Days), Observation.OfPartitions([ObservedPartition.Of(new Day(2024, 1, 5), DateTimeKind.Utc, "v1")]))).ShouldContain("observed a partition by Day and DateTimeKind, but");
        (await MistakeAsync(new(Days, Kinds), Observation.OfPartitions([ObservedPartition.Of(new Day(2024, 1, 5), "v1")]))).ShouldEndWith("its keys are Day and DateTimeKind.");
        (await MistakeAsync(new(Days, Kinds), Observation.OfPartitions([ObservedPartition.Of(new Day(2024, 1, 5), DateTimeKind.Unspecified, "v1")]))).ShouldContain("'Unspecified' is no member of");
        (await MistakeAsync(new(Days), "v1")).ShouldStartWith("'TestAssets.ObserveErpOrders' returned one data version of all of 'erp/orders', which is divided daily");
        (await MistakeAsync(null, Observation.OfPartitions([ObservedPartition.Of(new Day(2024, 1, 5), "v1")]))).ShouldStartWith("'TestAssets.ObserveErpOrders' observed partitions of 'erp/orders', which is not divided into any.");
        (await MistakeAsync(new(Days), Observation.OfPartitions([ObservedPartition.Of(new Day(2024, 1, 5), "v1"), ObservedPartition.Of(new Day(2024, 1, 5), "v2")])))
            .ShouldBe("'TestAssets.ObserveErpOrders' observed the partition 2024-01-05 of 'erp/orders' twice. Name each once.");
    }

    private static async Task<RunEvent.AssetObserved> ObserveAsync(PartitionsDefinition? partitions, Observation observation)
    {
        var run = Run(partitions, observation);
        await run.ObserveAsync();
        return run.Observer.Events.OfType<RunEvent.AssetObserved>().Single();
    }

    private static async Task<string> MistakeAsync(PartitionsDefinition? partitions, Observation observation) =>
        (await Run(partitions, observation).ObserveAsync()).Assets.Single().Reason!;

    private static TestRun Run(PartitionsDefinition? partitions, Observation observation) =>
        new(new TestCatalog().External("erp/orders", partitions: partitions).Observer("erp/orders", _ => observation));
}
