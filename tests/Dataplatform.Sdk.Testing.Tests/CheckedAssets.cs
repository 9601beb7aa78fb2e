namespace Dataplatform.Sdk.Testing.Tests;

[Contract]
internal sealed record Sale(int Id, int CustomerId, int Amount, byte[]? Note);

[Contract]
internal sealed record Buyer(int CustomerId);

[Artifact]
internal sealed record Totals(int Amount);

[Domain("checked")]
internal static class CheckedAssets
{
    [Asset]
    internal static IReadOnlyList<Sale> RawSales() => [];

    [Asset]
    internal static IReadOnlyList<Buyer> Buyers() => [];

    [Asset]
    internal static Sql<Sale> Sales(Table<Sale> rawSales) => $"from {rawSales}";

    [Asset]
    internal static Sql<Buyer> Readers(Table<Sale> sales) => $"select customer_id from {sales} group by all";

    [Asset(As = Materialize.View)]
    internal static Sql<Sale> Shown(Table<Sale> sales) => $"from {sales}";

    [Asset]
    internal static (IReadOnlyList<Buyer> Left, Totals Right) Both(Table<Sale> rawSales) => ([new(1)], new(-1));

    /// <summary>Nobody is paid for buying.</summary>
    [AssetCheck(nameof(Sales))]
    internal static Sql AmountsArePositive(Table<Sale> sales) => $"select id, amount, note from {sales} where amount < {0}";

    [AssetCheck(nameof(Sales), Blocking = false)]
    internal static async Task<CheckResult> BuyersAreKnown(Table<Sale> sales, IReadOnlyList<Buyer> buyers)
    {
        var known = buyers.Select(buyer => buyer.CustomerId).ToHashSet();
        return CheckResult.FailIfAny((await sales.ToListAsync()).Where(sale => !known.Contains(sale.CustomerId)), "Somebody buys who is no buyer.").With("buyers", known.Count);
    }

    [AssetCheck(nameof(Sales))]
    internal static CheckResult Few(IReadOnlyList<Sale> sales) => sales.Count < 50 ? true : CheckResult.Warn("These are many.");

    [AssetCheck(nameof(Sales), Severity = CheckSeverity.Warning)]
    internal static CheckResult Judged(Table<Sale> sales, TimeProvider clock) => clock.GetUtcNow().Year < 3000 ? true : throw new InvalidOperationException("No judge in year 3000.");

    [AssetCheck(nameof(Shown))]
    internal static Sql NoZeros(Table<Sale> shown) => $"from {shown} where amount = 0";

    [AssetCheck(nameof(Right))]
    internal static CheckResult TotalIsPositive([Upstream] Totals right, Table<Buyer> left) => right.Amount > 0;

    internal static string Right => string.Empty;
}
