using Dataplatform.Sdk;

namespace Flights;

/// <summary>A flight as the Bureau of Transportation Statistics reports it: minutes late (early is negative), miles.</summary>
[Contract]
public sealed record Flight(DateTime Date, long Delay, long Distance, string Origin, string Destination);

/// <summary>An airport of the United States.</summary>
[Contract]
public sealed record Airport(string Iata, string Name, string? City, string? State, double Latitude, double Longitude);

/// <summary>How late a flight was.</summary>
public enum Punctuality
{
    Early,
    OnTime,
    Late,
    VeryLate,
}

/// <summary>A flight that can be reasoned about.</summary>
[Contract]
public sealed record Departure(DateTime DepartedAt, string Origin, string Destination, int DelayMinutes, int Miles, Punctuality Punctuality);

/// <summary>The departures of one day, all over the country.</summary>
[Contract]
public sealed record TrafficDay(DateOnly Day, long Departures, double MeanDelay);

/// <summary>The departures of a week, all over the country.</summary>
[Contract]
public sealed record TrafficWeek(DateOnly Week, long Departures, DateOnly BusiestDay);

/// <summary>The departures of one day from the airports of one state.</summary>
[Contract]
public sealed record StateDay(State State, DateOnly Day, long Departures, double MeanDelay);

/// <summary>How many departures are usual on each day of the week: a harmonic regression.</summary>
/// <param name="Coefficients">The constant, then a cosine and a sine for each frequency.</param>
/// <param name="RSquared">The share of the variance that the model explains.</param>
/// <param name="Days">The days that it was fitted to.</param>
[Artifact]
public sealed record TrafficModel(double[] Coefficients, double RSquared, int Days);

/// <summary>A day on which another number of flights left than the model expects.</summary>
[Contract]
public sealed record UnusualDay(DateOnly Day, long Departures, double Expected, double Deviations);

/// <summary>How busy and how late a route is.</summary>
[Contract]
public sealed record Route(string Origin, string Destination, long Departures, double MeanDelay);

/// <summary>How busy and how punctual an airport is.</summary>
[Contract]
public sealed record AirportTraffic(string Iata, long Departures, double LateShare);

/// <summary>An airport with its name, for people.</summary>
[Contract]
public sealed record AirportReport(long Rank, string Iata, string? City, string? State, long Departures, double LateShare);

/// <summary>How busy and how late a state is, and its worst day.</summary>
[Contract]
public sealed record StateReport(long Rank, State State, long Departures, double MeanDelay, DateOnly WorstDay);

/// <summary>A file that was written for others.</summary>
[Artifact]
public sealed record ExportedFile(string Path, long Rows);
