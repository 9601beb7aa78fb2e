using Dataplatform.Sdk;

namespace Dataplatform.Sdk.TestApp;

/// <summary>Somebody else's file, to which rows of days long past are added, and what is made of its days.</summary>
[Domain("late")]
public static class LateAssets
{
    private const string File = "late.csv";
    private const string First = "2024-01-01";
    private const string End = "2024-01-08";

    [Asset, DailyPartitions(First, End = End, By = nameof(LateRow.Day))]
    public static External<LateRow> Rows() => External.Query($"select day, value from read_csv({File}, header = true, types = ['DATE', 'BIGINT'])");

    /// <summary>Rows come, and never go: how many there are of a day says which days they came to.</summary>
    [Observe(nameof(Rows))]
    public static async Task<Observation> RowsOfDays(IReadOnlyList<LateRow> rows, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.WaitAsync(cancellationToken);
        return Observation.OfPartitions(rows.GroupBy(row => row.Day).Select(day => ObservedPartition.Of(new Day(day.Key), (long)day.Count())));
    }

    [Asset, DailyPartitions(First, End = End, By = nameof(LateDay.Day))]
    public static Sql<LateDay> Days(Table<LateRow> rows, Day day) => $"select {day} as day, count(*) as rows, coalesce(sum(value), 0)::bigint as total from {rows}";

    /// <summary>Of a day and the two before it.</summary>
    [Asset, DailyPartitions(First, End = End, By = nameof(LateDay.Day))]
    public static Sql<LateDay> Moving([Upstream(Lookback = 2)] Table<LateRow> rows, Day day) =>
        $"select {day} as day, count(*) as rows, coalesce(sum(value), 0)::bigint as total from {rows}";
}
