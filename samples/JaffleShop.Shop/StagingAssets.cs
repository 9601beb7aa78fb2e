using Dataplatform.Sdk;

namespace JaffleShop.Shop;

/// <summary>The shop's data products: cleaned names and units, nothing copied.</summary>
[Domain("shop", Owners = ["team:shop"], Group = "staging")]
public static class StagingAssets
{
    /// <summary>One row per customer.</summary>
    [Asset(As = Materialize.View, Tags = ["pii"])]
    public static Sql<ShopCustomer> StgCustomers(Table<RawCustomer> rawCustomers) => $"""
        select id as customer_id, first_name, last_name
        from {rawCustomers}
        """;

    /// <summary>One row per order.</summary>
    [Asset(As = Materialize.View)]
    public static Sql<ShopOrder> StgOrders(Table<RawOrder> rawOrders) => $"""
        select id as order_id, user_id as customer_id, order_date, status
        from {rawOrders}
        """;

    /// <summary>One row per payment, amounts in dollars.</summary>
    [Asset(As = Materialize.View)]
    public static Sql<ShopPayment> StgPayments(Table<RawPayment> rawPayments) => $"""
        select id as payment_id, order_id, payment_method, amount * {0.01m} as amount
        from {rawPayments}
        """;
}
