namespace Dataplatform.Sdk.Partitions;

/// <summary>
/// Windows of time, one after the other: each begins at a tick of a cron expression in a zone, and ends where the next begins. A
/// partition exists once its window has ended.
/// </summary>
/// <param name="Name">The name of the dimension.</param>
/// <param name="Cadence">How often windows begin.</param>
/// <param name="Cron">The ticks at which windows begin, in five fields: <c>0 0 * * *</c>.</param>
/// <param name="Start">The first window begins at this local time or at the first tick after it: <c>2024-01-01</c>, <c>2024-01-01T06:00</c>.</param>
public sealed record TimeDimension(string Name, TimeCadence Cadence, string Cron, string Start) : PartitionDimension(Name)
{
    /// <summary>The local time at which the last window has ended at the latest; null if there is no end.</summary>
    public string? End { get; init; }

    /// <summary>The zone in which the cron expression and all local times are, by its name in the tz database.</summary>
    /// <value>Default: <c>UTC</c>.</value>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>How a key writes the local time at which its window begins, as a .NET format; null is the cadence's own:
    /// <c>yyyy-MM-dd-HH:mm</c> for hours, <c>yyyy-MM-dd</c> for days, weeks and months, and whichever of them tells its ticks
    /// apart for cron.</summary>
    public string? Format { get; init; }

    /// <summary>How many windows exist beyond the last that has ended; less than 0 holds that many back.</summary>
    /// <value>Default: 0.</value>
    public int EndOffset { get; init; }

    /// <summary>Windows that do not exist: local times at which they begin, or cron expressions of them, separated by <c>;</c>.</summary>
    /// <value>Default: none.</value>
    public string Exclusions { get; init; } = string.Empty;

    /// <summary>Cadence, start and zone in words.</summary>
    public override string ToString() =>
        $"{(Cadence == TimeCadence.Cron ? $"'{Cron}'" : Cadence.ToString().ToLowerInvariant())} from {Start}{(TimeZone == "UTC" ? string.Empty : $" in {TimeZone}")}";
}
