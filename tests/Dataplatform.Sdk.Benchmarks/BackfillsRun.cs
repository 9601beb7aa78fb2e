using System.Diagnostics;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.EventLog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Planning.Backfills;
using Dataplatform.Sdk.Runs;
using Dataplatform.Sdk.Selection;
using Dataplatform.Sdk.Status;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dataplatform.Sdk.Benchmarks;

/// <summary>Backfills: planned, carried out without any work, and what the state of a million partitions costs.</summary>
internal static class BackfillsRun
{
    private const int Assets = 10;
    private const int OfEach = 10_000;
    private const int NoOps = 20_000;
    private const int Million = 1_000_000;
    private const int AtOnce = 500;
    private const int Rounds = 5;

    private static readonly TimeDimension Hour = new("hour", TimeCadence.Hourly, "0 * * * *", "1910-01-01");

    public static async Task MeasureAsync()
    {
        var folder = Directory.CreateTempSubdirectory("backfills-").FullName;
        try
        {
            Console.WriteLine("| | | target |");
            Console.WriteLine("|---|---|---|");
            Plan();
            await RunAsync(folder);
            await ReadAsync(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Plan()
    {
        var (graph, book) = Chain(Assets, OfEach);
        var (first, all) = (double.MaxValue, double.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            var planner = new BackfillPlanner(graph, book, AssetSelection.All, book.Existing, new BackfillOptions());
            var batch = planner.Next();
            first = Math.Min(first, watch.Elapsed.TotalMilliseconds);
            long steps = 0;
            for (; batch is not null; batch = planner.Next())
            {
                steps += batch.Steps.Count;
                planner.Settle([.. batch.Steps.Select(step => new AssetOutcome(step.Assets[0].Key, AssetStatus.Materialized, null, default, null) { Partitions = step.Slice!.Partitions })]);
            }

            all = Math.Min(all, watch.Elapsed.TotalMilliseconds);
            Expect(Assets * OfEach, steps);
        }

        Write($"a backfill of {Assets * OfEach:N0} partitions of {Assets} assets, its first run planned, ms", first, "2,000");
        Write("all of its runs planned, and settled, ms", all, "2,000");
    }

    private static async Task RunAsync(string folder)
    {
        var (graph, book) = Chain(2, NoOps / 2);
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var stores = new StoreRegistry(services, []);
        var settings = new RunSettings { StateFolder = Path.Combine(folder, "no-op") };
        await using var log = new SqliteEventLog(settings.LogFile);
        await log.OpenAsync(CancellationToken.None);
        var launcher = new RunLauncher(new RunExecutor(services, stores, TimeProvider.System, NullLoggerFactory.Instance), stores, log, log, TimeProvider.System, settings);
        var planner = new BackfillPlanner(graph, book, AssetSelection.All, book.Existing, new BackfillOptions());
        var request = new BackfillRequest(planner, book, new RunOptions(), new RunLaunch("bench", "*"));
        var watch = Stopwatch.StartNew();
        var ended = await new BackfillRunner(launcher, log, TimeProvider.System).RunAsync(graph, request, new SilentObserver(), CancellationToken.None);
        var took = watch.Elapsed.TotalMicroseconds;
        Expect(NoOps, ended.Made);
        Write($"a backfill that does nothing, {NoOps:N0} partitions with the log, µs a partition", took / NoOps, "1,000");
        Write("the whole log of it on disk, bytes a partition", (double)Size(settings.StateFolder) / NoOps, string.Empty);
    }

    private static async Task ReadAsync(string folder)
    {
        var (graph, book) = Chain(2, Million);
        await using var log = new SqliteEventLog(Path.Combine(folder, "million.db"));
        await log.OpenAsync(CancellationToken.None);
        var runs = new List<RunId>();
        foreach (var asset in graph.Assets)
        {
            foreach (var keys in book.Existing(asset.Step).Keys().Chunk(AtOnce))
            {
                var run = RunId.New(TimeProvider.System);
                runs.Add(run);
                PartitionPlace[] places = [.. PartitionBook.PlacesOf(asset.Step, keys)];
                await log.AppendAsync(
                [
                    new RunEvent.RunStarted(run, default, [asset.Key]),
                    new RunEvent.StepStarted(run, default, asset.Step.Name, [asset.Key]) { Partitions = places },
                    new RunEvent.AssetMaterialized(run, default, asset.Key, run.Value, 1, null, default, new Dictionary<string, MetadataValue>())
                    {
                        CodeVersion = "c",
                        Partitions = [.. places.Select(place => new MaterializedPartition(place, 1) { DataVersion = place.Key.Text })],
                    },
                    new RunEvent.RunCompleted(run, default, RunStatus.Succeeded, default, []),
                ], CancellationToken.None);
            }
        }

        var published = new Publications(new Dictionary<AssetKey, Stores.PublishedAsset>(), (await log.AssetsAsync(CancellationToken.None)).ToDictionary(asset => asset.Key));
        var chunks = new Dictionary<AssetKey, IReadOnlyList<PartitionChunk>>();
        var (read, status) = (double.MaxValue, double.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            foreach (var asset in graph.Assets)
            {
                chunks[asset.Key] = await log.PartitionsAsync(asset.Key, CancellationToken.None);
            }

            read = Math.Min(read, watch.Elapsed.TotalMilliseconds / graph.Assets.Count);
            watch.Restart();
            var all = PartitionFreshness.Of(graph, book, key => chunks[key], [], published, _ => new CodeRecord("c", string.Empty, []));
            status = Math.Min(status, watch.Elapsed.TotalMilliseconds / graph.Assets.Count);
            Expect(Million, all.Values.Sum(asset => asset.Materialized.Count - asset.Stale.Count) / 2);
        }

        Write($"the state of {Million:N0} partitions of an asset read from the log, ms", read, "50");
        Write("which of them are there, missing, failed and stale, against an upstream of as many, ms", status, "50");
        await log.DeleteAsync(runs, DateTimeOffset.UtcNow, CancellationToken.None);
        await log.DisposeAsync();
        Write("state on disk without the runs that made them, bytes a partition", (double)new FileInfo(Path.Combine(folder, "million.db")).Length / (2 * Million), string.Empty);
    }

    // Assets that have no value and do nothing, each after the same hour of the one before.
    private static (AssetGraph Graph, PartitionBook Book) Chain(int assets, int partitions)
    {
        var steps = Enumerable.Range(0, assets).Select(i => new StepDefinition
        {
            DeclaringType = typeof(BackfillsRun),
            Method = $"Step{i:00}",
            Outputs = [new AssetDefinition { Key = KeyOf(i), Kind = ValueKind.Effect }],
            After = i == 0 ? [] : [KeyOf(i - 1)],
            Partitions = new PartitionsDefinition(Hour),
            Invoke = static step => step.EffectAsync(0),
        }).ToList();
        var graph = AssetGraph.Build([new AssetCatalog("Bench", steps)]);
        return (graph, new PartitionBook(graph, PartitionSnapshot.At(DateTimeOffset.FromUnixTimeSeconds(TimeWindows.Of(Hour).StartOf(partitions)))));
    }

    private static AssetKey KeyOf(int i) => new($"bench/step_{i:00}");

    private static long Size(string folder) => new DirectoryInfo(folder).EnumerateFiles("*.db*", SearchOption.AllDirectories).Sum(file => file.Length);

    private static void Expect(long expected, long actual)
    {
        if (expected != actual)
        {
            throw new InvalidOperationException($"{actual} partitions instead of {expected}.");
        }
    }

    private static void Write(string name, double value, string target) => Console.WriteLine(FormattableString.Invariant($"| {name} | {value:0.0} | {target} |"));
}
