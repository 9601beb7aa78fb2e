using System.Diagnostics;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.DuckDb;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Selection;
using Dataplatform.Sdk.TestApp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dataplatform.Sdk.Benchmarks;

/// <summary>What checks add to writing 10 M rows with a query: what one scan tells, a unique key and a foreign key apart.</summary>
internal static class ChecksRun
{
    private const int Rows = 10_000_000;
    private const int Rounds = 5;

    public static async Task MeasureAsync()
    {
        List<(string Name, AssetGraph Graph, List<double> Times)> works =
        [
            ("no checks", Graph<Trade>(), []),
            ("five checks, one scan", Graph<CheckedTrade>(), []),
            ("a unique key", Graph<KeyedTrade>(), []),
            ("a foreign key", Graph<OwnedTrade>(), []),
        ];
        for (var round = -1; round < Rounds; round++)
        {
            for (var turn = 0; turn < works.Count; turn++)
            {
                var (_, graph, times) = works[(turn + round + 1) % works.Count];
                var took = await RunAsync(graph);
                if (round >= 0)
                {
                    times.Add(took);
                }
            }
        }

        Console.WriteLine($"| {Rows:N0} rows written by a query, median of {Rounds} (fastest) | s | ratio |");
        Console.WriteLine("|---|---|---|");
        var baseline = works[0].Times.Order().ElementAt(Rounds / 2);
        foreach (var (name, _, times) in works)
        {
            var median = times.Order().ElementAt(Rounds / 2);
            Console.WriteLine(FormattableString.Invariant($"| {name} | {median:0.00} ({times.Min():0.00}) | {median / baseline:0.00} |"));
        }
    }

    // The step of the trades alone is timed: what they refer to is published before.
    private static async Task<double> RunAsync(AssetGraph graph)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("checks-").FullName, "store.duckdb");
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using (var stores = new StoreRegistry(services, [new StoreRegistration(null, _ => new DuckDbAssetStore(path))]))
        {
            var executor = new RunExecutor(services, stores, TimeProvider.System, NullLoggerFactory.Instance);
            await ExecuteAsync(executor, graph, "bench/numbers");
            GC.Collect();
            var watch = Stopwatch.StartNew();
            await ExecuteAsync(executor, graph, "bench/trades");
            var took = watch.Elapsed.TotalSeconds;
            await stores.DisposeAsync();
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
            return took;
        }
    }

    private static async Task ExecuteAsync(RunExecutor executor, AssetGraph graph, string key)
    {
        var run = await executor.ExecuteAsync(graph, ExecutionPlanner.Plan(graph, AssetSelection.Keys(new AssetKey(key))), new RunOptions(), new SilentObserver(), CancellationToken.None);
        if (run.Status != RunStatus.Succeeded)
        {
            throw new InvalidOperationException($"The run failed: {run.Assets[0].Reason}");
        }
    }

    private static AssetGraph Graph<T>() => AssetGraph.Build(
    [
        new AssetCatalog("Bench",
        [
            Step<Number>("bench/numbers", "Numbers", (Sql<Number>)$"select 1::bigint as generation, range as value from range(10000000)"),
            Step<T>("bench/trades", "Trades", (Sql<T>)$"select range as id, range / 7.0 as price, timestamp '2024-01-01' + to_seconds(range) as traded_at, 'SYM' || (range % 5000) as symbol from range(10000000)"),
        ]),
    ]);

    private static StepDefinition Step<T>(string key, string method, Sql<T> query) => new()
    {
        DeclaringType = typeof(ChecksRun),
        Method = method,
        Outputs = [new AssetDefinition { Key = new(key), Kind = ValueKind.Rows, ValueType = typeof(T).FullName!, Rows = RowCodecs.Get<T>() }],
        IsSql = true,
        Invoke = step => step.QueryAsync(0, query),
    };
}
