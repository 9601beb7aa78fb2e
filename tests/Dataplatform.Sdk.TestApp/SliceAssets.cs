using Dataplatform.Sdk;

namespace Dataplatform.Sdk.TestApp;

/// <summary>Four weeks, divided in every way: ranges of days in one call, days and regions, weeks, days that go on from the one before, and the whole.</summary>
[Domain("slices")]
public static class SliceAssets
{
    private const string First = "2024-01-01";
    private const string End = "2024-01-29";
    private const int RowsPerDay = 300;

    [Asset, DailyPartitions(First, End = End, By = nameof(Sale.SoldAt))]
    public static async IAsyncEnumerable<Sale> Sales(PartitionRange<Day> days)
    {
        for (var day = days.First; day <= days.Last; day = day.AddDays(1))
        {
            for (var number = 0; number < RowsPerDay; number++)
            {
                yield return new Sale(day.Date.ToDateTime(default).AddMinutes(number), (day.Date.DayNumber * 31L) + number, (Region)(number % 3));
            }
        }

        await Task.CompletedTask;
    }

    [Asset, DailyPartitions(First, End = End, By = nameof(RegionDay.Day)), Partitions<Region>(By = nameof(RegionDay.Region))]
    public static Sql<RegionDay> RegionDays(Table<Sale> sales, Region region) => $"""
        select sold_at::date as day, region, count(*) as rows, sum(number)::bigint as total from {sales} where region = {region} group by all
        """;

    [Asset, WeeklyPartitions(First, End = End, By = nameof(RegionWeek.Week)), Partitions<Region>(By = nameof(RegionWeek.Region))]
    public static Sql<RegionWeek> RegionWeeks(Table<RegionDay> regionDays, Week week) => $"""
        select {week} as week, region, sum(rows)::bigint as rows, sum(total)::bigint as total from {regionDays} group by all
        """;

    /// <summary>Each day goes on from the one before, so that one that is left out or made twice shows in all that follow.</summary>
    [Asset, DailyPartitions(First, End = End, By = nameof(Balance.Day))]
    public static async Task<IReadOnlyList<Balance>> Balances(
        Table<Sale> sales, [Self] IReadOnlyList<Balance>? before, Day day, CancellationToken cancellationToken) =>
        [new Balance(day.Date, (before?.Single().Total ?? 0) + await sales.CountAsync(cancellationToken))];

    [Asset]
    public static Sql<YearTotal> Year(Table<RegionWeek> regionWeeks) => $"""
        select region, count(*) as weeks, sum(rows)::bigint as rows, sum(total)::bigint as total from {regionWeeks} group by region
        """;
}
