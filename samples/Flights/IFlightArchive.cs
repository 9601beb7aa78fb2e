namespace Flights;

/// <summary>The resource that knows the flights. In the tests it is a fake.</summary>
public interface IFlightArchive
{
    /// <summary>Every flight of some days, the last included, in the order of departure.</summary>
    IAsyncEnumerable<Flight> Flights(DateOnly first, DateOnly last);

    /// <summary>Every airport.</summary>
    IAsyncEnumerable<Airport> Airports();
}
