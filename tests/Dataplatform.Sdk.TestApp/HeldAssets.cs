using System.Runtime.CompilerServices;
using Dataplatform.Sdk;

namespace Dataplatform.Sdk.TestApp;

/// <summary>Days of which the third is only made when somebody opens a gate.</summary>
[Domain("held")]
public static class HeldAssets
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly Day Third = new(2024, 1, 3);

    /// <summary>Waits for the file that the variable Gate names; without the variable there is no gate.</summary>
    [Asset, DailyPartitions("2024-01-01", End = "2024-01-06", By = nameof(Balance.Day))]
    public static async IAsyncEnumerable<Balance> Days(Day day, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (day == Third && Environment.GetEnvironmentVariable("Gate") is { Length: > 0 } gate && !File.Exists(gate))
        {
            await Task.Delay(Pause, clock, cancellationToken);
        }

        yield return new Balance(day.Date, day.Date.Day);
    }

    [Asset]
    public static Sql<HeldTotal> Total(Table<Balance> days) => $"select sum(total)::bigint as total from {days}";
}
