namespace Flights.Tests;

/// <summary>An archive of flights that a test makes up.</summary>
internal sealed class FakeArchive(params Flight[] flights) : IFlightArchive
{
    public IAsyncEnumerable<Flight> Flights(DateOnly first, DateOnly last) =>
        flights.Where(flight => DateOnly.FromDateTime(flight.Date) is var day && day >= first && day <= last).ToAsyncEnumerable();

    public IAsyncEnumerable<Airport> Airports() =>
        new[] { new Airport("VIE", "Schwechat", "Vienna", null, 48.1, 16.6), new Airport("OSL", "Gardermoen", "Oslo", null, 60.2, 11.1) }.ToAsyncEnumerable();
}
