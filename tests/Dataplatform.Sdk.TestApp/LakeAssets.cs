using Dataplatform.Sdk;

namespace Dataplatform.Sdk.TestApp;

[Contract]
public sealed record Measured(DateOnly Day, string Sensor, long Value);

[Contract]
public sealed record WeekMeasured(DateOnly Week, long Days, long Total);

[Contract]
public sealed record LastMeasured(string Sensor, DateOnly Day);

/// <summary>Days in one store, weeks of them in another, and the whole in the first again.</summary>
[Domain("lakes")]
public static class LakeAssets
{
    private const string First = "2024-01-01";
    private const string End = "2024-01-15";

    [Asset, Store("lake"), DailyPartitions(First, End = End, By = nameof(Measured.Day))]
    public static IReadOnlyList<Measured> Days(DataGeneration generation, Day day) => [new(day.Date, "a/b=c", day.Date.Day * generation.Number), new(day.Date, "🦆", 1)];

    [Asset, WeeklyPartitions(First, End = End, By = nameof(WeekMeasured.Week))]
    public static Sql<WeekMeasured> Weeks(Table<Measured> days, Week week) => $"""
        select {week} as week, count(distinct day) as days, sum(value)::bigint as total from {days}
        """;

    [Asset, Store("lake")]
    public static Sql<LastMeasured> Last(Table<Measured> days) => $"select sensor, max(day) as day from {days} group by sensor";
}
