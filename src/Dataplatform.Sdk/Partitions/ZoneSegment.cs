namespace Dataplatform.Sdk.Partitions;

/// <summary>A time in which the clock of a zone runs evenly, with the local times whose ticks belong to it.</summary>
/// <param name="Start">Its first instant, in seconds since 1970.</param>
/// <param name="Offset">What is added to an instant to get the local time.</param>
/// <param name="From">The first local second whose tick belongs to it.</param>
/// <param name="To">The first local second behind these.</param>
/// <param name="FirstTick">The number of its first tick among the local ticks.</param>
/// <param name="TicksBefore">How many ticks are in the segments before it.</param>
internal readonly record struct ZoneSegment(long Start, int Offset, long From, long To, long FirstTick, long TicksBefore)
{
    /// <summary>Whether a local minute is one whose tick belongs to it.</summary>
    public bool Has(long minute) => minute * 60 >= From && minute * 60 < To;
}
