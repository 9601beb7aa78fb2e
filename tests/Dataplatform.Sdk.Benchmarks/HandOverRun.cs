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

/// <summary>A chain of assets in C# whose rows are read back by each next one, or handed to it in memory.</summary>
internal static class HandOverRun
{
    private const int Rows = 1_000_000;
    private const int Assets = 5;
    private const int Rounds = 7;

    private static readonly Reading[] Source = [.. Enumerable.Range(0, Rows).Select(i => new Reading(i, i / 7.0, FormattableString.Invariant($"sensor {i % 5000}")))];

    private static readonly (string Name, long Limit)[] Ways = [("read back from the store", 0), ("handed over in memory", new RunOptions().HandOverLimit)];

    public static async Task MeasureAsync()
    {
        var graph = AssetGraph.Build([Chain()]);
        var plan = ExecutionPlanner.Plan(graph, AssetSelection.All);
        var folder = Directory.CreateTempSubdirectory();
        var times = Ways.Select(_ => new List<double>()).ToArray();
        var bytes = new long[Ways.Length];
        for (var round = -1; round < Rounds; round++)
        {
            for (var way = 0; way < Ways.Length; way++)
            {
                var database = Path.Combine(folder.FullName, FormattableString.Invariant($"{round}-{way}.duckdb"));
                GC.Collect();
                var (seconds, allocated) = await TimeAsync(graph, plan, Ways[way].Limit, database);
                bytes[way] = allocated;
                if (round >= 0)
                {
                    times[way].Add(seconds);
                }
            }
        }

        folder.Delete(recursive: true);
        Console.WriteLine($"| a chain of {Assets} assets of {Rows:N0} rows, median of {Rounds} (fastest) | s | ratio | MB allocated |");
        Console.WriteLine("|---|---|---|---|");
        var medians = times.Select(each => each.Order().ElementAt(Rounds / 2)).ToArray();
        for (var way = 0; way < Ways.Length; way++)
        {
            Console.WriteLine(FormattableString.Invariant($"| {Ways[way].Name} | {medians[way]:0.00} ({times[way].Min():0.00}) | {medians[way] / medians[0]:0.00} | {bytes[way] / 1e6:0} |"));
        }
    }

    private static async Task<(double Seconds, long Allocated)> TimeAsync(AssetGraph graph, ExecutionPlan plan, long limit, string database)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var stores = new StoreRegistry(services, [new StoreRegistration(null, _ => new DuckDbAssetStore(database))]);
        await stores.OpenAsync(null, CancellationToken.None);
        var executor = new RunExecutor(services, stores, TimeProvider.System, NullLoggerFactory.Instance);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();
        var run = await executor.ExecuteAsync(graph, plan, new RunOptions { HandOverLimit = limit }, new SilentObserver(), CancellationToken.None);
        var seconds = watch.Elapsed.TotalSeconds;
        return run.Status == RunStatus.Succeeded && run.Assets.All(asset => asset.Rows == Rows)
            ? (seconds, GC.GetTotalAllocatedBytes(precise: true) - before)
            : throw new InvalidOperationException("The run failed.");
    }

    // Each makes new rows of those it reads, as a step that computes something does.
    private static AssetCatalog Chain() => new("Chain", StepText.Read(
        typeof(HandOverRun),
        string.Concat(Enumerable.Range(0, Assets).Select(i => FormattableString.Invariant(
            $"step A{i}\n{(i > 0 ? $"reads-list rows {Key(i - 1)} 0 Reading\n" : string.Empty)}makes-rows {Key(i)} 0 Reading\n"))),
        [typeof(Reading)],
        (i, step) => step.RowsAsync<Reading>(0, i == 0 ? Source : step.LoadedRows<Reading>(0).Select(row => row with { Value = row.Value + 1 }).ToList())));

    private static string Key(int i) => FormattableString.Invariant($"bench/a{i}");
}
