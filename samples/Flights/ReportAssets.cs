using System.Runtime.InteropServices;
using Dataplatform.Sdk;

namespace Flights;

/// <summary>What people ask for.</summary>
[Domain("flights", Owners = ["team:traffic"], Group = "reports")]
public static class ReportAssets
{
    /// <summary>Routes and airports, counted in one pass over all departures.</summary>
    [Asset]
    public static async Task<(IReadOnlyList<Route> Routes, IReadOnlyList<AirportTraffic> AirportTraffic)> Counts(
        Table<Departure> departures, CancellationToken cancellationToken)
    {
        var routes = new Dictionary<(string Origin, string Destination), (long Departures, long Delay)>();
        var airports = new Dictionary<string, (long Departures, long Late)>();
        await foreach (var departure in departures.WithCancellation(cancellationToken))
        {
            ref var route = ref CollectionsMarshal.GetValueRefOrAddDefault(routes, (departure.Origin, departure.Destination), out _);
            route = (route.Departures + 1, route.Delay + departure.DelayMinutes);
            ref var airport = ref CollectionsMarshal.GetValueRefOrAddDefault(airports, departure.Origin, out _);
            airport = (airport.Departures + 1, airport.Late + (departure.Punctuality >= Punctuality.Late ? 1 : 0));
        }

        return (
            [.. from pair in routes
                orderby pair.Value.Departures descending, pair.Key
                select new Route(pair.Key.Origin, pair.Key.Destination, pair.Value.Departures, Math.Round((double)pair.Value.Delay / pair.Value.Departures, 2))],
            [.. from pair in airports
                orderby pair.Value.Departures descending, pair.Key
                select new AirportTraffic(pair.Key, pair.Value.Departures, Math.Round((double)pair.Value.Late / pair.Value.Departures, 4))]);
    }

    /// <summary>The airports with their cities, the busiest first.</summary>
    [Asset(As = Materialize.View)]
    public static Sql<AirportReport> AirportReport(Table<AirportTraffic> airportTraffic, Table<Airport> airports) => $"""
        select row_number() over (order by departures desc, iata) as rank, iata, city, state, departures, late_share
        from {airportTraffic} left join {airports} using (iata)
        """;

    /// <summary>The states, the busiest first: a report over every day and state.</summary>
    [Asset]
    public static Sql<StateReport> StateReport(Table<StateDay> stateDays) => $"""
        select row_number() over (order by sum(departures) desc, state) as rank, state, sum(departures)::bigint as departures,
            sum(departures * mean_delay) / sum(departures) as mean_delay, max_by(day, mean_delay) as worst_day
        from {stateDays}
        group by state
        order by rank
        """;

    /// <summary>The routes as a Parquet file, for those who have no access to the warehouse.</summary>
    [Asset(Kinds = ["parquet"])]
    public static async Task<Materialized<ExportedFile>> RoutesFile(Table<Route> routes, ExportFolder export, CancellationToken cancellationToken)
    {
        var path = export.File("routes.parquet");
        var rows = await routes.ToParquetAsync(path, cancellationToken);
        return new(new ExportedFile(path, rows)) { ["path"] = path, ["rows"] = rows };
    }
}
