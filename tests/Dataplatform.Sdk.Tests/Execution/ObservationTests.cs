using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Tests.Fakes;

namespace Dataplatform.Sdk.Tests.Execution;

public sealed class ObservationTests
{
    [Fact]
    public async Task An_observer_says_the_data_version_and_what_else_it_knows()
    {
        var run = new TestRun(new TestCatalog().External("erp/orders").Observer("erp/orders", step =>
        {
            step.Context.Key.ShouldBe(new AssetKey("erp/orders"));
            step.Context.AddMetadata("source", "erp");
            return new Observation("v1") { ["rows"] = 5 };
        }));

        var completed = await run.ObserveAsync();

        completed.Status.ShouldBe(RunStatus.Succeeded);
        completed.Assets.ShouldHaveSingleItem().Status.ShouldBe(AssetStatus.Observed);
        var observed = run.Observer.Events.OfType<RunEvent.AssetObserved>().ShouldHaveSingleItem();
        (observed.Key.Path, observed.DataVersion).ShouldBe(("erp/orders", "v1"));
        observed.Metadata.Keys.Order().ShouldBe(["rows", "source"]);
        run.Store.Opened.ShouldBe(0, "nothing is read or kept");
    }

    [Fact]
    public async Task An_observer_may_read_the_asset_that_it_observes()
    {
        var run = new TestRun(new TestCatalog().External("erp/orders").Observer("erp/orders", step => step.Table<Item>(0).CountAsync().AsTask().GetAwaiter().GetResult(), reads: ["erp/orders"]));

        await run.ObserveAsync();

        run.Observer.Events.OfType<RunEvent.AssetObserved>().ShouldHaveSingleItem().DataVersion.ShouldBe("0");
        run.Store.Log.ShouldContain("TestAssets.ObserveErpOrders binds orders foreign: erp.orders");
    }

    [Fact]
    public async Task One_that_fails_keeps_no_other_from_being_observed()
    {
        var run = new TestRun(new TestCatalog()
            .External("erp/orders").Observer("erp/orders", _ => throw new InvalidOperationException("The ERP is closed."))
            .External("erp/prices").Observer("erp/prices", _ => 7L)
            .External("erp/nulls").Observer("erp/nulls", _ => null));

        var completed = await run.ObserveAsync();

        completed.Status.ShouldBe(RunStatus.Failed);
        completed.Assets.Select(asset => (asset.Key.Path, asset.Status, asset.Reason)).ShouldBe(
        [
            ("erp/nulls", AssetStatus.Failed, "'TestAssets.ObserveErpNulls' returned no data version of 'erp/nulls', but null or an empty text. Return what the data is known by, or throw an exception that says why nobody can tell."),
            ("erp/orders", AssetStatus.Failed, "The ERP is closed."),
            ("erp/prices", AssetStatus.Observed, null),
        ]);
    }

    [Fact]
    public async Task It_is_tried_again_like_an_asset()
    {
        var attempts = 0;
        var run = new TestRun(new TestCatalog().External("erp/orders").Observer(
            "erp/orders",
            step => ++attempts < 3 ? throw new IOException("busy") : "v1",
            policies: new StepPolicies { Retry = new RetryPolicy(2) { Delay = TimeSpan.FromMilliseconds(1) }, Timeout = TimeSpan.FromMinutes(1), Pools = [new PoolPolicy("erp", 1)] }));

        (await run.ObserveAsync()).Status.ShouldBe(RunStatus.Succeeded);

        attempts.ShouldBe(3);
    }

    [Fact]
    public async Task Only_what_is_selected_and_has_an_observer_is_observed()
    {
        var run = new TestRun(new TestCatalog()
            .External("erp/orders").Observer("erp/orders", _ => "v1")
            .External("erp/prices").Observer("erp/prices", _ => "v1")
            .External("erp/unseen")
            .Rows("a/mart", ["erp/orders"]));

        (await run.ObserveAsync("+a/mart or erp/unseen")).Assets.Select(asset => asset.Key.Path).ShouldBe(["erp/orders"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void An_observation_without_a_data_version_is_a_mistake(string? version) =>
        Should.Throw<ArgumentException>(() => new Observation(version!)).Message.ShouldStartWith("An observation needs a data version");
}
