using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.EventLog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Planning.Backfills;
using Dataplatform.Sdk.Runs;
using Dataplatform.Sdk.Selection;
using Dataplatform.Sdk.Tests.Fakes;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Dataplatform.Sdk.Tests.Runs;

/// <summary>What is made does not depend on the order in which it is made, nor on how much at once: a full refresh is the union of all partitions.</summary>
public sealed class PartitionLawsTests
{
    private const int Days = 14;

    private static readonly Config Config = Environment.GetEnvironmentVariable("THOROUGH") == "1"
        ? Config.QuickThrowOnFailure.WithMaxTest(300).WithQuietOnSuccess(true)
        : Config.QuickThrowOnFailure.WithMaxTest(8).WithQuietOnSuccess(true).WithReplay(20240229, 1);

    private static readonly DateTimeOffset Now = new(2024, 1, 15, 10, 30, 0, TimeSpan.Zero);
    private static readonly TimeDimension Day = new("day", TimeCadence.Daily, "0 0 * * *", "2024-01-01");
    private static readonly TimeDimension Week = new("week", TimeCadence.Weekly, "0 0 * * 1", "2024-01-01");
    private static readonly EnumDimension Kind = new("kind", typeof(DateTimeKind).FullName!, "Local Utc");
    private static readonly AssetKey[] Assets = [new("a/raw"), new("a/kinds"), new("a/weeks"), new("a/moving")];

    [Fact]
    public async Task A_full_refresh_is_the_union_of_all_partitions_in_any_order()
    {
        var expected = await MadeAsync(new BackfillOptions());
        expected.Count.ShouldBe(Days + (2 * Days) + (2 * 2) + Days);

        // Any order that the mappings allow: an asset after those that it reads, its own partitions however they come.
        var orders =
            from order in Gen.Shuffle(Enumerable.Range(0, 2 * Days))
            from sizes in Gen.Choose(1, 9).ArrayOf(2 * Days)
            select (order, sizes);
        Prop.ForAll(orders.ToArbitrary(), sample => MadeAsync(new BackfillOptions(), sample.order, sample.sizes).GetAwaiter().GetResult().ShouldBe(expected)).Check(Config);
    }

    [Fact]
    public async Task How_many_are_made_at_once_and_from_which_end_makes_no_difference()
    {
        var expected = await MadeAsync(new BackfillOptions());
        var options = from size in Gen.Choose(1, 40) from newestFirst in Gen.Elements(true, false) select new BackfillOptions { BatchSize = size, NewestFirst = newestFirst };
        Prop.ForAll(options.ToArbitrary(), sample => MadeAsync(sample).GetAwaiter().GetResult().ShouldBe(expected)).Check(Config);
    }

    private static AssetGraph Graph() => new TestCatalog()
        .Step([TestCatalog.RowsOf("a/raw")], step => step.RowsAsync(0, [new Item(step.Partition<Day>(0).Date.Day), new Item(100 + step.Partition<Day>(0).Date.Day)]), with: step => step with { Partitions = new(Day) })
        .Step([TestCatalog.RowsOf("a/kinds")], async step => await step.RowsAsync(0, [.. (await step.RowsAsync<Item>(0)).Select(row => new Item((row.Id * 10) + (long)step.Partition<DateTimeKind>(1)))]), [TestCatalog.Reading("a/raw")], step => step with { Partitions = new(Day, Kind) })
        .Step([TestCatalog.RowsOf("a/weeks")], async step => await step.RowsAsync(0, [new Item((await step.RowsAsync<Item>(0)).Sum(row => row.Id))]), [TestCatalog.Reading("a/kinds")], step => step with { Partitions = new(Kind, Week) })
        .Step(
            [TestCatalog.RowsOf("a/moving")],
            async step => await step.RowsAsync(0, [new Item((await step.RowsAsync<Item>(0)).Sum(row => row.Id))]),
            [TestCatalog.Reading("a/raw") with { Mapping = new PartitionMapping.Overlap(-3, 0), IsOptional = true }],
            step => step with { Partitions = new(Day) })
        .Graph();

    /// <summary>What is published in the end: by one backfill, or asset by asset in pieces of some partitions, as they come.</summary>
    private static async Task<IReadOnlyList<string>> MadeAsync(BackfillOptions options, int[]? order = null, int[]? sizes = null)
    {
        var folder = Directory.CreateTempSubdirectory("laws-").FullName;
        try
        {
            await using var store = new MemoryStore();
            await using var log = new SqliteEventLog(Path.Combine(folder, "events.db"));
            var graph = Graph();
            var book = new PartitionBook(graph, PartitionSnapshot.At(Now));
            await using var services = new ServiceCollection().BuildServiceProvider();
            var stores = new StoreRegistry(services, [new StoreRegistration(null, _ => store)]);
            var clock = new FakeTimeProvider(Now) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
            var runner = new BackfillRunner(new RunLauncher(new RunExecutor(services, stores, clock, NullLoggerFactory.Instance), stores, log, log, clock, new RunSettings { StateFolder = folder }), log, clock);
            foreach (var target in order is null ? [book.Existing] : Assets.SelectMany(asset => Pieces(graph, book, asset, order, sizes!)))
            {
                var planner = new BackfillPlanner(graph, book, AssetSelection.All, target, options);
                var ended = await runner.RunAsync(graph, new BackfillRequest(planner, book, new RunOptions { MaxParallel = 2 }, new RunLaunch("test", "*")), new RecordingObserver(), CancellationToken.None);
                ended.Status.ShouldBe(RunStatus.Succeeded);
            }

            return [.. Assets.SelectMany(asset => store.Partitions[asset].OrderBy(partition => partition.Key), (asset, partition) => $"{asset} {partition.Key}: {string.Join(' ', partition.Value.Rows!.Select(row => row.Id))}")];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<Func<StepDefinition, PartitionSet>> Pieces(AssetGraph graph, PartitionBook book, AssetKey asset, int[] order, int[] sizes)
    {
        var all = book.Existing(graph[asset].Step).Keys().ToList();
        PartitionKey[] left = [.. order.Where(place => place < all.Count).Select(place => all[place])];
        for (var piece = 0; left.Length > 0; piece++)
        {
            var taken = left[..Math.Min(sizes[piece], left.Length)];
            left = left[taken.Length..];
            yield return step => step.Outputs[0].Key == asset ? PartitionSet.Of(PartitionShape.Of(step.Partitions), taken) : PartitionSet.None(PartitionShape.Of(step.Partitions));
        }
    }
}
