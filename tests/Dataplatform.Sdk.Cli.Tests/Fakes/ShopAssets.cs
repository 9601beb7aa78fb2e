namespace Dataplatform.Sdk.Cli.Tests.Fakes;

/// <summary>Methods to point at: the steps of <see cref="Shop"/> name them as their source.</summary>
public static class ShopAssets
{
    public static long[] RawOrders() =>
        [1, 2, 3];

    public static long[] RawCustomers() => [7];

    public static Sql<long> LargeOrders(Table<long> rawOrders) => $"select * from {rawOrders} where value > {2L}";

    public static Sql<long> CustomerOrders(Table<long> rawOrders, Table<long> rawCustomers) =>
        $"select value from {rawOrders} semi join {rawCustomers} using (value) where value > {1L}";

    public static Task<string> Report() => Task.FromResult("done");

    public static void Notify()
    {
    }
}
