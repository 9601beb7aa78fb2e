using System.Runtime.CompilerServices;
using Dataplatform.Sdk;

namespace Flights;

/// <summary>What the archive has, and what can be made of it row by row.</summary>
[Domain("flights", Owners = ["team:traffic"], Group = "archive")]
public static class ArchiveAssets
{
    private const int MostEarly = -90;
    private const int MostLate = 24 * 60;

    /// <summary>Flights as they were reported, day by day; days that follow one another are asked for in one call.</summary>
    [Asset(Kinds = ["parquet"]), DailyPartitions(Season.First, End = Season.End, By = nameof(Flight.Date))]
    internal static IAsyncEnumerable<Flight> RawFlights(IFlightArchive archive, PartitionRange<Day> days) => archive.Flights(days.First.Date, days.Last.Date);

    /// <summary>Where flights begin and end.</summary>
    [Asset(Kinds = ["csv"])]
    public static IAsyncEnumerable<Airport> Airports(IFlightArchive archive) => archive.Airports();

    /// <summary>
    /// The flights without those that nobody believes: more than 90 minutes early, or a day late. However many there are, they pass
    /// through in small batches. The table has the flights of those days already, so that nothing is left to filter.
    /// </summary>
    [Asset, DailyPartitions(Season.First, End = Season.End, By = nameof(Departure.DepartedAt))]
    public static async IAsyncEnumerable<Departure> Departures(
        Table<Flight> rawFlights, PartitionRange<Day> days, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var flight in rawFlights.WithCancellation(cancellationToken))
        {
            if (flight.Delay is >= MostEarly and <= MostLate)
            {
                yield return new Departure(flight.Date, flight.Origin, flight.Destination, (int)flight.Delay, (int)flight.Distance, Punctual((int)flight.Delay));
            }
        }
    }

    /// <summary>A flight counts as late from a quarter of an hour, as in the Bureau's own reports.</summary>
    internal static Punctuality Punctual(int delay) => delay switch
    {
        < 0 => Punctuality.Early,
        < 15 => Punctuality.OnTime,
        < 60 => Punctuality.Late,
        _ => Punctuality.VeryLate,
    };
}
