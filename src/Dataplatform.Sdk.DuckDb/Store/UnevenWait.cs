using System.Diagnostics;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>Waits between attempts: growing, and of uneven length, so that two that collided do not collide again.</summary>
internal static class UnevenWait
{
    private const long First = 4;

    /// <summary>Waits after an attempt.</summary>
    /// <param name="attempt">Which one it was, counted from 1.</param>
    /// <param name="longest">Milliseconds to which the waits grow, doubling each time from 4; each is between 1 and that.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static Task AfterAsync(int attempt, long longest, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds(Length(attempt, longest, Stopwatch.GetTimestamp())), cancellationToken);

    /// <summary>The milliseconds of a wait.</summary>
    /// <param name="attempt">Which attempt it was, counted from 1.</param>
    /// <param name="longest">Milliseconds to which the waits grow.</param>
    /// <param name="chance">A number that is another one at each moment.</param>
    internal static long Length(int attempt, long longest, long chance) => 1 + (chance % Math.Min(longest, First << Math.Min(attempt - 1, 20)));
}
