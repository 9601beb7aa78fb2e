using Dataplatform.Sdk;
using JaffleShop.Shop;

namespace JaffleShop;

/// <summary>The tables that analysts use, in SQL.</summary>
[Domain("marts", Owners = ["team:analytics"], Group = "marts")]
public static class MartAssets
{
    private static readonly string[] PaymentMethods = ["credit_card", "coupon", "bank_transfer", "gift_card"];

    /// <summary>What was paid for each order; shared by the queries below and never stored.</summary>
    [Asset(As = Materialize.Ephemeral)]
    public static Sql<OrderPayment> OrderPayments(
        [Upstream(typeof(StagingAssets), nameof(StagingAssets.StgPayments))] Table<ShopPayment> payments) => $"""
        select order_id, payment_method, sum(amount) as amount
        from {payments}
        group by order_id, payment_method
        """;

    /// <summary>One row per order, with the amount by method of payment.</summary>
    [Asset]
    public static Sql<Order> Orders(
        [Upstream(typeof(StagingAssets), nameof(StagingAssets.StgOrders))] Table<ShopOrder> shopOrders,
        Table<OrderPayment> orderPayments) => $"""
        select o.order_id, o.customer_id, o.order_date, o.status,
            {Sql.Join($",\n    ", PaymentMethods.Select(AmountPaidBy))},
            coalesce(sum(p.amount), 0) as amount
        from {shopOrders} o
        left join {orderPayments} p using (order_id)
        group by o.order_id, o.customer_id, o.order_date, o.status
        """;

    /// <summary>Every status that an order had since the first run: the shop itself only knows the newest.</summary>
    [Asset, Write(WriteMode.Snapshot, Key = nameof(OrderStatus.OrderId))]
    public static Sql<OrderStatus> OrderHistory(
        [Upstream(typeof(StagingAssets), nameof(StagingAssets.StgOrders))] Table<ShopOrder> shopOrders) =>
        $"select order_id, status from {shopOrders}";

    /// <summary>One row per customer, with their orders and what they are worth to the shop.</summary>
    [Asset(Tags = ["pii"])]
    public static Sql<Customer> Customers(
        [Upstream(typeof(StagingAssets), nameof(StagingAssets.StgCustomers))] Table<ShopCustomer> shopCustomers,
        Table<Order> orders) => $"""
        select c.customer_id, c.first_name, c.last_name,
            min(o.order_date) as first_order,
            max(o.order_date) as most_recent_order,
            count(o.order_id) as number_of_orders,
            coalesce(sum(o.amount), 0) as customer_lifetime_value
        from {shopCustomers} c
        left join {orders} o using (customer_id)
        group by c.customer_id, c.first_name, c.last_name
        """;

    /// <summary>What was paid by method is what was paid in all.</summary>
    [AssetCheck(nameof(Orders))]
    public static Sql AmountsAddUp(Table<Order> orders) => $"""
        select order_id, amount, credit_card_amount + coupon_amount + bank_transfer_amount + gift_card_amount as by_method
        from {orders}
        where amount <> credit_card_amount + coupon_amount + bank_transfer_amount + gift_card_amount
        """;

    /// <summary>Every customer of the shop is there, once.</summary>
    [AssetCheck(nameof(Customers))]
    public static async Task<CheckResult> HasEveryCustomer(
        Table<Customer> customers,
        [Upstream(typeof(StagingAssets), nameof(StagingAssets.StgCustomers))] Table<ShopCustomer> shopCustomers,
        CancellationToken cancellationToken)
    {
        var (here, there) = (await customers.CountAsync(cancellationToken), await shopCustomers.CountAsync(cancellationToken));
        return here == there ? CheckResult.Pass() : CheckResult.Fail($"There are {here} customers, but the shop has {there}.");
    }

    /// <summary>Hardly anybody pays nothing: worth a look, and no reason to publish nothing.</summary>
    [AssetCheck(nameof(Customers), Severity = CheckSeverity.Warning)]
    public static CheckResult BuyersHavePaid(IReadOnlyList<Customer> customers) =>
        CheckResult.FailIfAny(customers.Where(customer => customer is { NumberOfOrders: > 0, CustomerLifetimeValue: 0 }));

    private static Sql AmountPaidBy(string method) =>
        $"coalesce(sum(p.amount) filter (where p.payment_method = {method}), 0) as {Sql.Identifier(method + "_amount")}";
}
