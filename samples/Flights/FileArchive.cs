using Dataplatform.Sdk;

namespace Flights;

/// <summary>The archive in two files: flights as Parquet, airports as CSV.</summary>
public sealed class FileArchive(string flights, string airports) : IFlightArchive
{
    /// <inheritdoc/>
    public IAsyncEnumerable<Flight> Flights() => Parquet.Read<Flight>(flights);

    /// <inheritdoc/>
    public IAsyncEnumerable<Airport> Airports() => Csv.Read<Airport>(airports);
}
