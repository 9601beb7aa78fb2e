namespace Dataplatform.Sdk;

/// <summary>
/// Divides what a method makes into windows of time, one after the other. A partition exists once its window has ended. A parameter of the
/// type <see cref="TimeWindow"/> takes begin and end. Use one of the attributes derived from this one; a method has one of them at most.
/// </summary>
public abstract class TimeWindowsAttribute : PartitionsAttribute
{
    private protected TimeWindowsAttribute(string start) => Start = start;

    /// <summary>The local time at which the first window begins, or before its begin: <c>2024-01-01</c>, <c>2024-01-01T06:00</c>.</summary>
    public string Start { get; }

    /// <summary>The local time at which the last window has ended at the latest.</summary>
    /// <value>Default: none; there is a new window whenever one has ended.</value>
    public string? End { get; set; }

    /// <summary>The zone in which days begin and all local times are, by its name in the tz database: <c>Europe/Vienna</c>.</summary>
    /// <value>Default: <c>UTC</c>.</value>
    public string? TimeZone { get; set; }

    /// <summary>How many windows exist beyond the last that has ended: 1 is also the one that is not over yet. Less than 0 holds that many
    /// back, until late data has come.</summary>
    /// <value>Default: 0.</value>
    public int EndOffset { get; set; }

    /// <summary>Windows that do not exist: the local times at which they begin, or cron expressions of them: <c>["2024-12-25", "0 0 * * SUN"]</c>.</summary>
    /// <value>Default: none.</value>
    public string[]? Exclusions { get; set; }

    /// <summary>How a key writes the local time at which its window begins, as a .NET format.</summary>
    /// <value>Default: <c>yyyy-MM-dd</c>, and <c>yyyy-MM-dd-HH:mm</c> where windows begin more than once a day.</value>
    public string? Format { get; set; }
}
