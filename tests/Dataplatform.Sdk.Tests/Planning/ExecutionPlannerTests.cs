using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Selection;
using Dataplatform.Sdk.Tests.Fakes;
using FsCheck;
using FsCheck.Fluent;

namespace Dataplatform.Sdk.Tests.Planning;

public sealed class ExecutionPlannerTests
{
    private static AssetGraph Shop { get; } = new TestCatalog()
        .External("erp/customers")
        .Rows("raw/orders")
        .Rows("raw/payments")
        .Query("stg/orders", step => $"from {step.Table<Item>(0)}", ["raw/orders"], asset => asset with { As = Materialize.View })
        .Query("stg/paid", step => $"from {step.Table<Item>(0)}", ["raw/payments"], asset => asset with { As = Materialize.Ephemeral })
        .Rows("marts/customers", ["stg/orders", "stg/paid", "erp/customers"])
        .Step(
            [TestCatalog.RowsOf("marts/test"), TestCatalog.RowsOf("marts/train"), TestCatalog.TextOf("marts/notes") with { IsOptional = true }],
            _ => default,
            [TestCatalog.Reading("marts/customers"), TestCatalog.Reading("marts/train") with { IsSelf = true }])
        .Effect("marts/told", ["marts/train"])
        .Graph();

    [Fact]
    public void The_printed_plan() => Print("+marts/train+").ShouldBe(
        """
        Plan for +key:marts/train+: 6 steps, 7 assets

        1. raw/orders (table)
           by TestAssets.RawOrders; selected

        2. raw/payments (table)
           by TestAssets.RawPayments; selected

        3. stg/orders (view)
           by TestAssets.StgOrders; selected
           reads raw/orders (step 1)
           waits for step 1

        4. marts/customers (table)
           by TestAssets.MartsCustomers; selected
           reads stg/orders (step 3), stg/paid (written in place, over raw/payments (step 2)), erp/customers (external)
           waits for steps 2, 3

        5. marts/test (table), marts/train (table)
           by TestAssets.MartsTest; selected: marts/train; the others are computed together with it
           reads marts/customers (step 4), marts/train (its own last version)
           waits for step 4

        6. marts/told (effect)
           by TestAssets.MartsTold; selected
           comes after marts/train
           waits for step 5

        """.ReplaceLineEndings("\n"));

    [Fact]
    public void A_step_of_which_only_the_optional_output_is_selected_publishes_the_others_too() =>
        Plan("marts/notes").Assets.Select(key => key.Path).ShouldBe(["marts/test", "marts/train", "marts/notes"]);

    [Fact]
    public void What_is_not_in_the_plan_is_read_as_published() => Print("marts/customers").ShouldContain(
        "reads stg/orders (as published), stg/paid (written in place, over raw/payments (as published)), erp/customers (external)");

    [Fact]
    public void A_reader_of_a_view_that_is_not_in_the_plan_waits_for_what_the_view_shows() =>
        Plan("raw/orders or marts/customers").Steps[1].DependsOn.ShouldBe([0]);

    [Fact]
    public void External_and_ephemeral_assets_are_no_steps()
    {
        Plan("erp/customers").Steps.ShouldBeEmpty();
        Plan("stg/paid").Steps.ShouldBeEmpty();
        Print("erp/customers").ShouldBe("Plan for key:erp/customers: 0 steps, 0 assets\n");
    }

    [Fact]
    public void A_plan_is_in_order_and_complete() => Laws.Hold(RandomGraph.Generate, random =>
    {
        var plan = ExecutionPlanner.Plan(random.Catalog().Graph(), AssetSelection.All);

        plan.Assets.ShouldBe(plan.Steps.SelectMany(step => step.Assets).Select(asset => asset.Key));
        plan.Assets.Select(key => key.Path).Order(StringComparer.Ordinal).ShouldBe(random.Keys.Order(StringComparer.Ordinal));
        foreach (var step in plan.Steps)
        {
            var reads = random.Reads[random.Keys.ToList().IndexOf(step.Assets[0].Key.Path)].Select(j => random.Keys[j]);
            step.DependsOn.Select(index => plan.Steps[index].Assets[0].Key.Path).Order(StringComparer.Ordinal).ShouldBe(reads.Order(StringComparer.Ordinal));
            step.DependsOn.ShouldAllBe(index => index < step.Index);
        }
    });

    [Fact]
    public void A_plan_is_the_same_every_time() => Print("*").ShouldBe(Print("*"));

    private static ExecutionPlan Plan(string selection) => ExecutionPlanner.Plan(Shop, AssetSelection.Parse(selection));

    private static string Print(string selection) => Plan(selection).ToString();
}
