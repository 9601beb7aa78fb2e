namespace Dataplatform.Sdk.DuckDb.Tests.Contracts;

/// <summary>The row of the tests of partitions: the number of its publication on a day.</summary>
[Contract]
internal sealed record Sale(DateOnly Day, long Publication, long Id)
{
    public static IReadOnlyList<Sale> Of(int day, int count, long publication = 1) =>
        [.. Enumerable.Range(1, count).Select(id => new Sale(Days.Date(day), publication, id))];
}
