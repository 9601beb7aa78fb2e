using Dataplatform.Sdk;
using MathNet.Numerics.Statistics;

namespace Flights;

/// <summary>How much is usual, and when it was not.</summary>
[Domain("flights", Owners = ["team:traffic"], Group = "traffic")]
public static class TrafficAssets
{
    /// <summary>Deviations from which a day is unusual.</summary>
    private const double Unusual = 5;

    /// <summary>The standard deviation of normal values whose median distance from the mean is one.</summary>
    private const double ToDeviation = 1.4826;

    /// <summary>Departures and delays of a day: those that the table has are those of the day.</summary>
    [Asset, DailyPartitions(Season.First, End = Season.End, By = nameof(TrafficDay.Day))]
    public static Sql<TrafficDay> TrafficDays(Table<Departure> departures) => $"""
        select departed_at::date as day, count(*) as departures, avg(delay_minutes) as mean_delay
        from {departures}
        group by all
        """;

    /// <summary>A week, from its seven days: which they are follows from the calendar.</summary>
    [Asset, WeeklyPartitions(Season.First, End = Season.End, By = nameof(TrafficWeek.Week))]
    public static Sql<TrafficWeek> TrafficWeeks(Table<TrafficDay> trafficDays, Week week) => $"""
        select {week} as week, sum(departures) as departures, max_by(day, departures) as busiest_day
        from {trafficDays}
        having count(*) > 0
        """;

    /// <summary>
    /// The departures from a state, day by day: divided by both, so that a state whose airports were corrected is made again without
    /// the others. It reads the same days of the departures, and all airports.
    /// </summary>
    [Asset, DailyPartitions(Season.First, End = Season.End, By = nameof(StateDay.Day)), Partitions<State>(By = nameof(StateDay.State))]
    public static Sql<StateDay> StateDays(Table<Departure> departures, Table<Airport> airports, PartitionRange<Day> days, State state) => $"""
        select {state} as state, departed_at::date as day, count(*) as departures, avg(delay_minutes) as mean_delay
        from {departures} left join {airports} on origin = iata
        where coalesce(state, {State.NA}) = {state}
        group by all
        """;

    /// <summary>The usual number of departures on each day of the week, fitted to what was seen.</summary>
    [Asset]
    public static Materialized<TrafficModel> TrafficModel(IReadOnlyList<TrafficDay> trafficDays)
    {
        var model = DayOfWeekModel.Fit(trafficDays);
        return new(model) { ["r_squared"] = model.RSquared, ["days"] = model.Days };
    }

    /// <summary>Days on which far more or far fewer flights left than the model expects: storms, holidays, holes in the data.</summary>
    [Asset]
    public static IEnumerable<UnusualDay> UnusualDays(IReadOnlyList<TrafficDay> trafficDays, TrafficModel trafficModel)
    {
        if (trafficDays.Count == 0)
        {
            return [];
        }

        // The median does not follow the storm that it is to find.
        var expected = trafficDays.ToDictionary(day => day.Day, day => DayOfWeekModel.Expected(trafficModel, day.Day));
        var spread = Math.Max(1, ToDeviation * trafficDays.Select(day => Math.Abs(day.Departures - expected[day.Day])).Median());
        return from day in trafficDays
               let deviations = (day.Departures - expected[day.Day]) / spread
               where Math.Abs(deviations) >= Unusual
               orderby day.Day
               select new UnusualDay(day.Day, day.Departures, Math.Round(expected[day.Day], 1), Math.Round(deviations, 2));
    }
}
