namespace Dataplatform.Sdk.Partitions;

/// <summary>The ticks of one day.</summary>
internal sealed class DayTimes
{
    private readonly short[] _before = new short[LocalMinutes.MinutesPerDay + 1];

    public DayTimes(IEnumerable<int> minutes)
    {
        Minutes = [.. minutes];
        var next = 0;
        for (var minute = 0; minute <= LocalMinutes.MinutesPerDay; minute++)
        {
            _before[minute] = (short)next;
            next += next < Minutes.Length && Minutes[next] == minute ? 1 : 0;
        }
    }

    /// <summary>The minutes of the day, in order.</summary>
    public int[] Minutes { get; }

    /// <summary>How many ticks are before a minute of the day.</summary>
    public int CountBefore(int minute) => _before[minute];
}
