using System.Diagnostics;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.DuckDb;
using Dataplatform.Sdk.EventLog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Runs;
using Dataplatform.Sdk.Selection;
using Dataplatform.Sdk.Status;
using Dataplatform.Sdk.Stores;
using Dataplatform.Sdk.TestApp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dataplatform.Sdk.Benchmarks;

/// <summary>What keeping state costs: a run with the event log against one without, and the log by itself.</summary>
internal static class StateRun
{
    private const int Assets = 1_000;
    private const int Rounds = 7;
    private const int Many = 1_000_000;
    private const int Batch = 500;

    public static async Task MeasureAsync()
    {
        using var folder = new Folder();
        Console.WriteLine($"| {Assets:N0} assets side by side, median of {Rounds} (fastest), µs an asset | without a log | with the log | ratio |");
        Console.WriteLine("|---|---|---|---|");
        await CompareAsync("no-op, no store", AssetGraph.Build([Catalogs.Fan(Assets)]), folder, withStore: false);
        await CompareAsync("one row in a DuckDB table", AssetGraph.Build([Tables()]), folder, withStore: true);
        Console.WriteLine();
        await MeasureLogAsync(folder);
        MeasureStatus();
    }

    private static async Task CompareAsync(string name, AssetGraph graph, Folder folder, bool withStore)
    {
        var plan = ExecutionPlanner.Plan(graph, AssetSelection.All);
        List<double> without = [], with = [];
        for (var round = -1; round < Rounds; round++)
        {
            var (plain, kept) = (await RunAsync(graph, plan, folder, withStore, isKept: false), await RunAsync(graph, plan, folder, withStore, isKept: true));
            if (round >= 0)
            {
                without.Add(plain / Assets);
                with.Add(kept / Assets);
            }
        }

        var (a, b) = (without.Order().ElementAt(Rounds / 2), with.Order().ElementAt(Rounds / 2));
        Console.WriteLine(FormattableString.Invariant($"| {name} | {a:0.0} ({without.Min():0.0}) | {b:0.0} ({with.Min():0.0}) | {b / a:0.00} |"));
    }

    /// <summary>Microseconds of one run.</summary>
    private static async Task<double> RunAsync(AssetGraph graph, ExecutionPlan plan, Folder folder, bool withStore, bool isKept)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        StoreRegistration[] registrations = withStore ? [new StoreRegistration(null, _ => new DuckDbAssetStore(folder.New(".duckdb")))] : [];
        await using var stores = new StoreRegistry(services, registrations);
        if (withStore)
        {
            await stores.OpenAsync(null, CancellationToken.None);
        }

        var executor = new RunExecutor(services, stores, TimeProvider.System, NullLoggerFactory.Instance);
        var settings = new RunSettings { StateFolder = folder.New("-state") };
        await using var log = new SqliteEventLog(settings.LogFile);
        await log.OpenAsync(CancellationToken.None);
        GC.Collect();
        var watch = Stopwatch.StartNew();
        var run = isKept
            ? await new RunLauncher(executor, stores, log, log, TimeProvider.System, settings)
                .RunAsync(graph, new RunRequest(plan, new RunOptions(), new RunLaunch("bench", "*")), new SilentObserver(), CancellationToken.None)
            : await executor.ExecuteAsync(graph, plan, new RunOptions(), new SilentObserver(), CancellationToken.None);
        return run.Status == RunStatus.Succeeded ? watch.Elapsed.TotalMicroseconds : throw new InvalidOperationException("The run failed.");
    }

    private static async Task MeasureLogAsync(Folder folder)
    {
        var path = folder.New(".db");
        Console.WriteLine("| the log by itself | |");
        Console.WriteLine("|---|---|");
        var watch = Stopwatch.StartNew();
        var runs = new List<RunId>();
        await using (var log = new SqliteEventLog(path))
        {
            await log.OpenAsync(CancellationToken.None);
            for (var written = 0; written < Many; written += Batch)
            {
                var run = RunId.New(TimeProvider.System);
                runs.Add(run);
                await log.AppendAsync(Events(run), CancellationToken.None);
            }

            Row("events appended a second, their projections included, a run of 249 steps at a time", Many / watch.Elapsed.TotalSeconds, "N0");
            Row("bytes of the log a step, everything kept", (double)new FileInfo(path).Length / (Many / 2), "N0");
        }

        List<double> openings = [];
        for (var round = 0; round < Rounds; round++)
        {
            watch.Restart();
            await using var log = new SqliteEventLog(path);
            await log.OpenAsync(CancellationToken.None);
            await log.RunsAsync(20, CancellationToken.None);
            await log.AssetsAsync(CancellationToken.None);
            openings.Add(watch.Elapsed.TotalMilliseconds);
        }

        Row($"ms to open a log of {Many:N0} events and read the last runs and all assets (slowest)", openings.Order().ElementAt(Rounds / 2), "0.0", openings.Max());
        await using var kept = new SqliteEventLog(path);
        await kept.OpenAsync(CancellationToken.None);
        watch.Restart();
        var events = await kept.RebuildAsync(CancellationToken.None);
        Row("events folded a second by a rebuild", events / watch.Elapsed.TotalSeconds, "N0");
        await kept.DeleteAsync([.. runs.SkipLast(500)], TimeProvider.System.GetUtcNow(), CancellationToken.None);
        await kept.DisposeAsync();
        Row("bytes of the log for each step of the 500 runs that retention keeps", (double)new FileInfo(path).Length / (500 * ((Batch / 2) - 1)), "N0");
    }

    private static void Row(string name, double value, string format, double? slowest = null) => Console.WriteLine(
        $"| {name} | {value.ToString(format, System.Globalization.CultureInfo.InvariantCulture)}{(slowest is { } most ? FormattableString.Invariant($" ({most:0.0})") : string.Empty)} |");

    private static RunEvent[] Events(RunId run)
    {
        var now = TimeProvider.System.GetUtcNow();
        var keys = Enumerable.Range(0, (Batch / 2) - 1).Select(Catalogs.KeyOf).ToArray();
        return
        [
            new RunEvent.RunStarted(run, now, keys) { Launch = new RunLaunch("bench", "*") },
            .. keys.SelectMany(key => new RunEvent[]
            {
                new RunEvent.StepStarted(run, now, $"BenchAssets.{key.Name}", [key]),
                new RunEvent.AssetMaterialized(run, now, key, Guid.NewGuid().ToString("N"), 1_000, 80_000, TimeSpan.FromMilliseconds(30), new Dictionary<string, MetadataValue>())
                {
                    CodeVersion = run.Value,
                    DataVersion = run.Value,
                    Inputs = [new InputVersion(keys[0], run.Value, run.Value)],
                },
            }),
            new RunEvent.RunCompleted(run, now, RunStatus.Succeeded, TimeSpan.FromSeconds(8), []),
        ];
    }

    private static void MeasureStatus()
    {
        const int Width = 100;
        var graph = AssetGraph.Build([Catalogs.Layers(100, Width)]);
        var run = RunId.New(TimeProvider.System);
        var now = TimeProvider.System.GetUtcNow();
        var records = graph.Assets.ToDictionary(asset => asset.Key, asset => new AssetRecord(asset.Key)
        {
            Latest = new Materialization(run, now, "v") { CodeVersion = "c", Inputs = [.. asset.Step.After.Select(key => new InputVersion(key, "v", "d"))] },
        });
        var heads = graph.Assets.ToDictionary(asset => asset.Key, asset => new PublishedAsset(asset.Key, "v", run, now, 1));
        List<double> times = [];
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            _ = FreshnessRules.Of(graph, new Publications(heads, records), _ => new CodeRecord("c", string.Empty, []));
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        Row($"ms to judge the status of {graph.Assets.Count:N0} assets (slowest)", times.Order().ElementAt(Rounds / 2), "0.0", times.Max());
    }

    private static AssetCatalog Tables() => new("Tables", StepText.Read(
        typeof(StateRun),
        string.Concat(Enumerable.Range(0, Assets).Select(i => FormattableString.Invariant($"step A{i}\nmakes-rows bench/a{i:0000} 0 Reading\n"))),
        [typeof(Reading)],
        (_, step) => step.RowsAsync<Reading>(0, [new Reading(1, 1, "sensor")])));

    private sealed class Folder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("state-");
        private int _files;

        public string New(string ending) => Path.Combine(_folder.FullName, $"{++_files}{ending}");

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
