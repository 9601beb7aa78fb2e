namespace Dataplatform.Sdk.Testing;

/// <summary>The row of the cases of partitions: what was sold on which day in which region.</summary>
[Contract]
internal sealed record ContractSale(DateOnly Day, string Region, long Id, string? Note)
{
    /// <summary>Some sales of one day, of one publication.</summary>
    public static IReadOnlyList<ContractSale> Of(int day, int count, long publication = 1, string region = "eu") =>
        [.. Enumerable.Range(1, count).Select(i => new ContractSale(SalesSlice.Date(day), region, (publication * 1_000) + i, i % 3 == 0 ? null : $"sale {i} of day {day}"))];
}
