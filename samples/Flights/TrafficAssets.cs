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

    /// <summary>Departures and delays by the day.</summary>
    [Asset]
    public static Sql<TrafficDay> TrafficDays(Table<Departure> departures) => $"""
        select departed_at::date as day, count(*) as departures, avg(delay_minutes) as mean_delay
        from {departures}
        group by all
        order by all
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
