using Dataplatform.Sdk;
using Dataplatform.Sdk.Testing;
using JaffleShop.Shop;
using Shouldly;
using Xunit;

namespace JaffleShop.Tests;

public sealed class MartTests
{
    [Fact]
    public async Task What_is_paid_is_summed_by_method()
    {
        var run = await AssetTest.For(MartCatalog.OrderPayments)
            .With(StagingCatalog.StgPayments,
            [
                new ShopPayment(1, 10, "coupon", 1.50m),
                new ShopPayment(2, 10, "coupon", 2.00m),
                new ShopPayment(3, 10, "gift_card", 4.00m),
            ])
            .MaterializeAsync();

        run.ShouldHaveRows(MartCatalog.OrderPayments, [new(10, "coupon", 3.50m), new(10, "gift_card", 4.00m)]);
    }

    [Fact]
    public async Task A_customer_is_worth_what_was_paid_for_their_orders()
    {
        var run = await AssetTest.For(MartCatalog.Customers)
            .ComputingUpstreams()
            .With(StagingCatalog.StgCustomers, [new ShopCustomer(7, "Ada", "L."), new ShopCustomer(8, "Bob", "M.")])
            .With(StagingCatalog.StgOrders, [new ShopOrder(10, 7, new(2024, 1, 1), "placed")])
            .With(StagingCatalog.StgPayments, [new ShopPayment(1, 10, "coupon", 1.50m), new ShopPayment(2, 10, "gift_card", 4m)])
            .MaterializeAsync();

        run.ShouldHaveRows(MartCatalog.Customers,
        [
            new(7, "Ada", "L.", new(2024, 1, 1), new(2024, 1, 1), 1, 5.50m),
            new(8, "Bob", "M.", null, null, 0, 0),
        ]);
    }

    [Fact]
    public async Task An_order_that_gets_another_status_keeps_the_one_it_had()
    {
        var placed = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

        var run = await AssetTest.For(MartCatalog.OrderHistory)
            .WithPrevious(MartCatalog.OrderHistory, [new(10, "placed", placed, null), new(11, "placed", placed, null)])
            .With(StagingCatalog.StgOrders, [new ShopOrder(10, 7, new(2024, 1, 1), "shipped"), new ShopOrder(11, 7, new(2024, 1, 1), "placed")])
            .MaterializeAsync();

        var history = run.Rows(MartCatalog.OrderHistory);
        var shipped = history.Single(row => row.Status == "shipped");
        shipped.ValidTo.ShouldBeNull();
        history.ShouldBe([new(10, "placed", placed, shipped.ValidFrom), shipped, new(11, "placed", placed, null)], ignoreOrder: true);
    }

    [Fact]
    public async Task The_whole_shop_is_computed_from_its_seeds()
    {
        var run = await AssetTest.For(MartCatalog.Customers, InsightCatalog.ShopReport)
            .ComputingUpstreams()
            .WithResource(SeedFolder.Default)
            .MaterializeAsync();

        run.Rows(MartCatalog.Customers).Count.ShouldBe(100);
        run.Value(InsightCatalog.ShopReport).Customers.ShouldBe(100);
        run.Metadata(InsightCatalog.ShopReport)["revenue"].ShouldBeOfType<MetadataValue.Number>();
    }

    [Fact]
    public async Task Segments_follow_the_number_of_orders()
    {
        var customer = new Customer(7, "Ada", "L.", null, null, 2, 0);

        var segments = await InsightAssets.CustomerSegments(Table.Of(customer), TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        segments.ShouldBe([new CustomerSegment(7, "Ada L.", Segment.Returning)]);
    }
}
