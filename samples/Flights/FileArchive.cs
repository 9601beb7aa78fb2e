using Dataplatform.Sdk;

namespace Flights;

/// <summary>The archive in two files: flights as Parquet, airports as CSV.</summary>
public sealed class FileArchive(string flights, string airports) : IFlightArchive
{
    /// <inheritdoc/>
    public IAsyncEnumerable<Flight> Flights(DateOnly first, DateOnly last) =>
        Parquet.Read<Flight>(flights).Where(flight => DateOnly.FromDateTime(flight.Date) is var day && day >= first && day <= last);

    /// <inheritdoc/>
    public IAsyncEnumerable<Airport> Airports() => Csv.Read<Airport>(airports);
}
