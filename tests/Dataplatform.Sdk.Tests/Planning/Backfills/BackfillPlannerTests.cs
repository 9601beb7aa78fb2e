using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Planning.Backfills;
using Dataplatform.Sdk.Selection;
using Dataplatform.Sdk.Tests.Fakes;

namespace Dataplatform.Sdk.Tests.Planning.Backfills;

public sealed class BackfillPlannerTests
{
    private static readonly DateTimeOffset Now = new(2024, 1, 15, 10, 30, 0, TimeSpan.Zero);
    private static readonly PartitionsDefinition Daily = new(new TimeDimension("day", TimeCadence.Daily, "0 0 * * *", "2024-01-01"));
    private static readonly PartitionsDefinition Weekly = new(new TimeDimension("week", TimeCadence.Weekly, "0 0 * * 1", "2024-01-01"));
    private static readonly PartitionsDefinition Regions = new(new EnumDimension("region", "Shop.Region", "Eu Us"));

    [Fact]
    public void Each_partition_waits_for_the_one_of_the_same_key()
    {
        var graph = Catalog(("a/raw", Daily, []), ("a/clean", Daily, ["a/raw"])).Graph();

        var plan = Planner(graph).Next()!;

        plan.Steps.Count.ShouldBe(28);
        foreach (var clean in plan.Steps.Where(step => step.Step.Name.EndsWith("Clean", StringComparison.Ordinal)))
        {
            var raw = plan.Steps[clean.DependsOn.ShouldHaveSingleItem()];
            raw.Slice!.Keys.ShouldBe(clean.Slice!.Keys);
        }
    }

    [Fact]
    public void A_week_waits_for_its_days_and_the_whole_for_all_weeks()
    {
        var graph = Catalog(("a/raw", Daily, []), ("a/weekly", Weekly, ["a/raw"]), ("a/total", null, ["a/weekly"])).Graph();

        var plan = Planner(graph).Next()!;

        var weeks = plan.Steps.Where(step => step.Step.Name.EndsWith("Weekly", StringComparison.Ordinal)).ToList();
        weeks.Select(step => step.Slice!.ToString()).ShouldBe(["2024-01-01", "2024-01-08"]);
        weeks.Select(step => step.DependsOn.Count).ShouldBe([7, 7]);
        var total = plan.Steps[^1];
        total.Slice.ShouldBeNull();
        total.DependsOn.ShouldBe(weeks.Select(step => step.Index));
    }

    [Fact]
    public void Batches_are_small_and_respect_what_is_needed()
    {
        var graph = Catalog(("a/raw", Daily, []), ("a/weekly", Weekly, ["a/raw"]), ("a/total", null, ["a/weekly"])).Graph();
        var planner = Planner(graph, new BackfillOptions { BatchSize = 4 });

        var batches = Run(planner, _ => AssetStatus.Materialized);

        batches.ShouldBe(
        [
            ["raw 2024-01-01", "raw 2024-01-02", "raw 2024-01-03", "raw 2024-01-04"],
            ["raw 2024-01-05", "raw 2024-01-06", "raw 2024-01-07", "raw 2024-01-08", "weekly 2024-01-01"],
            ["raw 2024-01-09", "raw 2024-01-10", "raw 2024-01-11", "raw 2024-01-12"],
            ["raw 2024-01-13", "raw 2024-01-14", "weekly 2024-01-08", "total"],
        ]);
        planner.Remaining.ShouldBe(0);
    }

    [Fact]
    public void The_newest_come_first_if_that_is_asked()
    {
        var graph = Catalog(("a/raw", Daily, []), ("a/clean", Daily, ["a/raw"])).Graph();
        var planner = Planner(graph, new BackfillOptions { BatchSize = 2, NewestFirst = true });

        Run(planner, _ => AssetStatus.Materialized)[0].ShouldBe(["raw 2024-01-14", "raw 2024-01-13", "clean 2024-01-14", "clean 2024-01-13"]);
    }

    [Fact]
    public void A_failed_partition_gives_up_what_needs_it_and_nothing_else()
    {
        var graph = Catalog(("a/raw", Daily, []), ("a/clean", Daily, ["a/raw"]), ("a/weekly", Weekly, ["a/clean"])).Graph();
        var planner = Planner(graph, new BackfillOptions { BatchSize = 3 });

        Run(planner, name => name == "raw 2024-01-03" ? AssetStatus.Failed : AssetStatus.Materialized);

        State(planner, "raw").ShouldBe((13, 1, 0));
        State(planner, "clean").ShouldBe((13, 0, 1));
        State(planner, "weekly").ShouldBe((1, 0, 1));
    }

    [Fact]
    public void A_partition_that_goes_on_from_the_one_before_comes_behind_it()
    {
        var graph = Catalog(("a/raw", Daily, []), ("a/balance", Daily, ["a/raw", "self a/balance"])).Graph();
        var planner = Planner(graph, new BackfillOptions { BatchSize = 5, NewestFirst = true });

        var first = planner.Next()!;

        first.Steps.Where(step => step.Step.Name.EndsWith("Balance", StringComparison.Ordinal)).ShouldBeEmpty("the first day of the raw data is not among the newest");
        planner.Settle([]);
        var batches = Run(Planner(graph, new BackfillOptions { BatchSize = 5 }), _ => AssetStatus.Materialized);
        batches[0].Where(name => name.StartsWith("balance", StringComparison.Ordinal)).ShouldBe(["balance 2024-01-01", "balance 2024-01-02", "balance 2024-01-03", "balance 2024-01-04", "balance 2024-01-05"]);
        var failing = Planner(graph, new BackfillOptions { BatchSize = 5 });
        Run(failing, name => name == "balance 2024-01-03" ? AssetStatus.Failed : AssetStatus.Materialized);
        State(failing, "balance").ShouldBe((2, 1, 11));
    }

    [Fact]
    public void An_asset_says_how_many_of_its_partitions_are_in_a_run()
    {
        Runs(null).ShouldBe([14]);
        Runs(new BackfillPolicy(1)).ShouldBe(Enumerable.Repeat(1, 14));
        Runs(new BackfillPolicy(6)).ShouldBe([6, 6, 2]);
        Runs(new BackfillPolicy(null)).ShouldBe([14]);
        Runs(new BackfillPolicy(6), new BackfillOptions { BatchSize = 10 }).ShouldBe([10, 4], "who asks for it goes before the asset");

        static int[] Runs(BackfillPolicy? policy, BackfillOptions? options = null) =>
            [.. Run(Planner(Catalog(("a/raw", Daily, [])).Graph(step => step with { Policies = new StepPolicies { Backfill = policy } }), options), _ => AssetStatus.Materialized).Select(batch => batch.Length)];
    }

    [Fact]
    public void A_whole_range_in_one_run_is_one_call_and_another_asset_keeps_its_own_pace()
    {
        var graph = Catalog(("a/raw", Daily, []), ("a/days", Daily, ["a/raw"])).Graph(step => step.Outputs[0].Key == new AssetKey("a/raw")
            ? step with { TakesRange = true, Policies = new StepPolicies { Backfill = new BackfillPolicy(null) } }
            : step with { Policies = new StepPolicies { Backfill = new BackfillPolicy(7) } });

        Run(Planner(graph), _ => AssetStatus.Materialized).Select(batch => batch.Length).ShouldBe([1 + 7, 7]);
    }

    [Fact]
    public void Ranges_are_one_call_without_gaps()
    {
        var graph = Catalog(("a/raw", Daily, [])).Graph(step => step with { TakesRange = true });
        var planner = new BackfillPlanner(graph, Book(graph), AssetSelection.All, step => PartitionSet.Of(PartitionShape.Of(step.Partitions), Keys("2024-01-02", "2024-01-03", "2024-01-05")), new BackfillOptions());

        planner.Next()!.Steps.Select(step => step.Slice!.ToString()).ShouldBe(["2024-01-02 to 2024-01-03", "2024-01-05"]);
    }

    [Fact]
    public void Enums_and_time_do_not_wait_for_each_other_but_for_the_whole()
    {
        var graph = Catalog(("a/regions", Regions, []), ("a/all", null, ["a/regions"])).Graph();

        Run(Planner(graph), _ => AssetStatus.Materialized).ShouldBe([["regions Eu", "regions Us", "all"]]);
    }

    [Fact]
    public void A_batch_that_is_settled_by_nothing_comes_again()
    {
        var planner = Planner(Catalog(("a/raw", Daily, [])).Graph());
        var first = planner.Next()!.Steps.Count;

        planner.Settle([]);

        planner.Next()!.Steps.Count.ShouldBe(first);
    }

    private static (long Done, long Failed, long Blocked) State(BackfillPlanner planner, string name)
    {
        var step = planner.Steps.Single(step => step.Planned.Assets[0].Key.Name == name);
        step.Remaining.IsEmpty.ShouldBeTrue();
        return (step.Done.Count, step.Failed.Count, step.Blocked.Count);
    }

    /// <summary>Carries out what is planned, each partition with what is said of it; gives the names of each batch.</summary>
    private static List<string[]> Run(BackfillPlanner planner, Func<string, AssetStatus> become)
    {
        var batches = new List<string[]>();
        while (planner.Next() is { } batch)
        {
            var status = new AssetStatus[batch.Steps.Count];
            foreach (var step in batch.Steps)
            {
                step.DependsOn.ShouldAllBe(index => index < step.Index);
                status[step.Index] = step.DependsOn.Any(index => status[index] != AssetStatus.Materialized) ? AssetStatus.Skipped : become(NameOf(step));
            }

            batches.Add([.. batch.Steps.Select(NameOf)]);
            planner.Settle([.. batch.Steps.Select(step => new AssetOutcome(step.Assets[0].Key, status[step.Index], null, default, null) { Partitions = step.Slice?.Partitions ?? [] })]);
            batches.Count.ShouldBeLessThan(100);
        }

        return batches;
    }

    private static string NameOf(PlannedStep step) => step.Slice is null ? step.Assets[0].Key.Name : $"{step.Assets[0].Key.Name} {step.Slice}";

    private static PartitionKey[] Keys(params string[] keys) => [.. keys.Select(key => new PartitionKey(key))];

    private static PartitionBook Book(AssetGraph graph) => new(graph, PartitionSnapshot.At(Now));

    private static BackfillPlanner Planner(AssetGraph graph, BackfillOptions? options = null)
    {
        var book = Book(graph);
        return new(graph, book, AssetSelection.All, book.Existing, options ?? new BackfillOptions());
    }

    private static PartitionedCatalog Catalog(params (string Key, PartitionsDefinition? Partitions, string[] Reads)[] assets) => new(assets);

    private sealed class PartitionedCatalog((string Key, PartitionsDefinition? Partitions, string[] Reads)[] assets)
    {
        public AssetGraph Graph(Func<StepDefinition, StepDefinition>? with = null)
        {
            var catalog = new TestCatalog();
            foreach (var (key, partitions, reads) in assets)
            {
                catalog.Step([TestCatalog.RowsOf(key)], _ => default, [.. reads.Select(Input)], step => (with ?? (step => step))(step with { Partitions = partitions }));
            }

            return catalog.Graph();
        }

        private static InputDefinition Input(string read) => read.StartsWith("self ", StringComparison.Ordinal)
            ? TestCatalog.Reading(read[5..]) with { IsSelf = true, IsOptional = true, Mapping = new PartitionMapping.Overlap(-1, -1) }
            : TestCatalog.Reading(read);
    }
}
