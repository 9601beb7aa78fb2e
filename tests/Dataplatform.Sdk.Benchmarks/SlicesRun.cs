using System.Diagnostics;
using System.Globalization;
using Dataplatform.Sdk.DuckDb;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Stores;
using Dataplatform.Sdk.TestApp;

namespace Dataplatform.Sdk.Benchmarks;

/// <summary>Partitions in a store: published one by one and many at once, and read in ranges.</summary>
internal static class SlicesRun
{
    private const int OneByOne = 1_000;
    private const int RowsOfEach = 10;
    private const int Range = 1_000;
    private const int Rounds = 5;

    private static readonly AssetKey Small = new("bench/small");
    private static readonly AssetKey Large = new("bench/large");

    public static async Task MeasureAsync(string kind)
    {
        var folder = Directory.CreateTempSubdirectory();

        // Each partition of a folder store is a file.
        var many = kind == "parquet" ? 5_000 : 100_000;
        await using (IQueryableStore store = kind == "parquet" ? new ParquetAssetStore(Path.Combine(folder.FullName, "lake")) : new DuckDbAssetStore(Path.Combine(folder.FullName, "slices.duckdb")))
        {
            await store.OpenAsync(CancellationToken.None);
            Console.WriteLine($"| {kind} | ms |");
            Console.WriteLine("|---|---|");
            for (var round = 1; round <= 2; round++)
            {
                var name = round == 1 ? "published one by one, for each" : "published one by one again, for each";
                Write(name, await TimeAsync(() => OneByOneAsync(store)) / OneByOne);
            }

            Write("a table without partitions, published again and again, for each", await TimeAsync(() => WholeAsync(store)) / OneByOne);
            Write($"{many:N0} partitions of {RowsOfEach} rows staged and published at once", await TimeAsync(() => StageAsync(store, Large, Enumerable.Range(0, many), RowsOfEach)));
            Write($"the first {Range:N0} of them published one by one again, for each", await TimeAsync(() => AgainAsync(store)) / Range);
            Write($"{Range:N0} neighbours of them read", await BestAsync(() => ReadAsync(store, Enumerable.Range(many / 2, Range).Select(Key).ToList(), Range * RowsOfEach)));
            Write($"{Range:N0} of them read, far from each other", await BestAsync(() => ReadAsync(store, Enumerable.Range(0, Range).Select(i => Key(i * (many / Range))).ToList(), Range * RowsOfEach)));
            Write("all of them read", await BestAsync(() => ReadAsync(store, null, many * RowsOfEach)));
            Write("all of them counted by the public name", await BestAsync(() => CountAsync(store)));
            Write("the head of the asset", await BestAsync(async () => await store.ListAsync(CancellationToken.None)));
            Write("the heads of all of them", await BestAsync(async () => await store.PartitionsAsync(Large, null, CancellationToken.None)));
        }

        folder.Delete(recursive: true);
    }

    private static async Task OneByOneAsync(IAssetStore store)
    {
        for (var i = 0; i < OneByOne; i++)
        {
            await StageAsync(store, Small, [i], 1);
        }
    }

    private static async Task AgainAsync(IAssetStore store)
    {
        for (var i = 0; i < Range; i++)
        {
            await StageAsync(store, Large, [i], RowsOfEach);
        }
    }

    private static async Task WholeAsync(IAssetStore store)
    {
        for (var i = 0; i < OneByOne; i++)
        {
            await using var session = await BeginAsync(store);
            var staged = await session.StageRowsAsync(new StageTarget(new("bench/whole")), RowCodecs.Get<Reading>(), new[] { new Reading(i, i, "one") }.ToAsyncEnumerable(), CancellationToken.None);
            await session.PublishAsync([staged], CancellationToken.None);
        }
    }

    private static async Task StageAsync(IAssetStore store, AssetKey key, IEnumerable<int> partitions, int rows)
    {
        var keys = partitions.ToList();
        var slice = new PartitionSlice([.. keys.Select(i => new SlicedPartition(Key(i), [new PartitionBound("sensor", Key(i).Text)]))]) { Dimensions = ["sensor"] };
        await using var session = await BeginAsync(store);
        var staged = await session.StageRowsAsync(
            new StageTarget(key) { Slice = slice },
            RowCodecs.Get<Reading>(),
            keys.SelectMany(i => Enumerable.Range(0, rows).Select(row => new Reading(row, row / 7.0, Key(i).Text))).ToAsyncEnumerable(),
            CancellationToken.None);
        await session.PublishAsync([staged], CancellationToken.None);
    }

    private static async Task ReadAsync(IAssetStore store, IReadOnlyList<PartitionKey>? partitions, int expected)
    {
        await using var session = await BeginAsync(store);
        var input = new InputBinding.Published(Large, "input") { Partitions = partitions };
        await session.BindAsync(input, CancellationToken.None);
        var count = 0;
        await foreach (var batch in session.Open(input, RowCodecs.Get<Reading>()).ReadBatchesAsync(CancellationToken.None))
        {
            count += batch.Length;
        }

        if (count != expected)
        {
            throw new InvalidOperationException($"{count} rows were read, expected {expected}.");
        }
    }

    private static async Task CountAsync(IQueryableStore store)
    {
        await using var result = await store.QueryAsync("select count(*), sum(value) from bench.large", CancellationToken.None);
        _ = await result.ReadAsync(CancellationToken.None).ToListAsync();
    }

    private static ValueTask<IStoreSession> BeginAsync(IAssetStore store) => store.BeginAsync(new StepScope(RunId.New(TimeProvider.System), "bench"), CancellationToken.None);

    private static PartitionKey Key(int i) => new(i.ToString("D6", CultureInfo.InvariantCulture));

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static async Task<double> BestAsync(Func<Task> work)
    {
        var best = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            best = Math.Min(best, await TimeAsync(work));
        }

        return best;
    }

    private static void Write(string name, double milliseconds) => Console.WriteLine(FormattableString.Invariant($"| {name} | {milliseconds:0.00} |"));
}
