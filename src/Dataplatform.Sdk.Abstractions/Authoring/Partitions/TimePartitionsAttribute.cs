namespace Dataplatform.Sdk;

/// <summary>
/// Divides what a method makes into windows that begin at the ticks of a cron expression. A parameter of the type <see cref="TimeWindow"/>
/// takes the key, and where there is one tick a day at most also one of the type <see cref="Day"/>.
/// </summary>
/// <param name="cron">The ticks, in five fields: minute, hour, day of month, month, day of week.</param>
/// <param name="start">The first window begins at this local time, or at the first tick after it.</param>
/// <example><code>
/// [Asset, TimePartitions("0 6,14,22 * * *", "2024-01-01", TimeZone = "Europe/Vienna")]
/// public static IAsyncEnumerable&lt;Piece&gt; Pieces(ILine line, TimeWindow shift) =&gt; line.PiecesAsync(shift.Start, shift.End);
/// </code></example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TimePartitionsAttribute(string cron, string start) : TimeWindowsAttribute(start)
{
    /// <summary>The ticks.</summary>
    public string Cron { get; } = cron;
}
