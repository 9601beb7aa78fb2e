using Dataplatform.Sdk;
using Dataplatform.Sdk.DuckDb;

namespace JaffleShop.Shop;

/// <summary>What the shop exports, as it comes. Internal: other domains read the staged assets.</summary>
[Domain("shop", Owners = ["team:shop"], Group = "raw")]
internal static class RawAssets
{
    /// <summary>Customers as the shop exports them.</summary>
    [Asset(Kinds = ["csv"])]
    public static IAsyncEnumerable<RawCustomer> RawCustomers(SeedFolder seeds) =>
        Csv.Read<RawCustomer>(seeds.File("raw_customers.csv"));

    /// <summary>Orders as the shop exports them.</summary>
    [Asset(Kinds = ["csv"])]
    public static IAsyncEnumerable<RawOrder> RawOrders(SeedFolder seeds) =>
        Csv.Read<RawOrder>(seeds.File("raw_orders.csv"));

    /// <summary>Payments as the shop exports them, amounts in cents.</summary>
    [Asset(Kinds = ["csv"])]
    public static IAsyncEnumerable<RawPayment> RawPayments(SeedFolder seeds) =>
        Csv.Read<RawPayment>(seeds.File("raw_payments.csv"));
}
