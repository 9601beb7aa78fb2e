using System.Diagnostics;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.Testing;
using Dataplatform.Sdk.TestApp;

namespace Dataplatform.Sdk.Benchmarks;

/// <summary>What a test of one SQL asset costs, warm, against the same query on a raw DuckDB in memory.</summary>
internal static class HarnessRun
{
    private const int Rounds = 31;

    public static async Task MeasureAsync()
    {
        var (raw, harness) = (new List<double>(), new List<double>());
        for (var round = -5; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            Raw();
            var first = watch.Elapsed.TotalMilliseconds;
            await HarnessAsync();
            if (round >= 0)
            {
                raw.Add(first);
                harness.Add(watch.Elapsed.TotalMilliseconds - first);
            }
        }

        raw.Sort();
        harness.Sort();
        Console.WriteLine($"| a test of one SQL asset, median of {Rounds} (slowest) | ms | ratio |");
        Console.WriteLine("|---|---|---|");
        Console.WriteLine(FormattableString.Invariant($"| raw DuckDB in memory: open, create, insert, query | {raw[Rounds / 2]:0.0} ({raw[^1]:0.0}) | 1.0 |"));
        Console.WriteLine(FormattableString.Invariant($"| `AssetTest` | {harness[Rounds / 2]:0.0} ({harness[^1]:0.0}) | {harness[Rounds / 2] / raw[Rounds / 2]:0.0} |"));
    }

    private static void Raw()
    {
        using var database = DuckDbDatabase.Open(new DuckDbOpenOptions());
        using var connection = database.Connect();
        connection.Execute("create table wide (generation bigint not null, value bigint not null)");
        connection.Execute("insert into wide values (1, 2), (1, 3)");
        if (connection.Query("select generation, count(*) as rows, sum(value) as total from wide group by generation").Count != 1)
        {
            throw new InvalidOperationException("one row was expected");
        }
    }

    private static async Task HarnessAsync()
    {
        var run = await AssetTest.For(NumberCatalog.Totals).With(NumberCatalog.Wide, [new(1, 2), new(1, 3)]).MaterializeAsync();
        run.ShouldHaveRows(NumberCatalog.Totals, [new(1, 2, 5)]);
    }
}
