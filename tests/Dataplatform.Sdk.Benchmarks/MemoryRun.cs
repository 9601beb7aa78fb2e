using System.Diagnostics;
using System.Globalization;
using Dataplatform.Sdk.DuckDb;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Stores;
using Dataplatform.Sdk.TestApp;

namespace Dataplatform.Sdk.Benchmarks;

/// <summary>The memory of a process that streams rows into a table and out of it again, with a limit on DuckDB's own.</summary>
internal static class MemoryRun
{
    private const long Limit = 64L * 1024 * 1024;
    private static readonly long[] Sizes = [5_000_000, 50_000_000];

    /// <summary>Measures each size in a process of its own.</summary>
    public static async Task MeasureAsync()
    {
        Console.WriteLine($"| streamed in and out, DuckDB limited to {Limit >> 20} MB | peak memory of the process, MB | of which .NET's heap | s |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var rows in Sizes)
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!, ["memory", rows.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            Console.Write(await process.StandardOutput.ReadToEndAsync());
            await process.WaitForExitAsync();
        }
    }

    /// <summary>Streams so many rows, and prints what the process took at most.</summary>
    public static async Task StreamAsync(long rows)
    {
        var folder = Directory.CreateTempSubdirectory("memory-").FullName;
        try
        {
            var watch = Stopwatch.StartNew();
            var key = new AssetKey("bench/trades");
            await using var store = new DuckDbAssetStore(Path.Combine(folder, "store.duckdb"), new DuckDbOptions { MemoryLimit = FormattableString.Invariant($"{Limit >> 20}MB") });
            await store.OpenAsync(CancellationToken.None);
            long heap = 0;
            await using (var session = await store.BeginAsync(new StepScope(RunId.New(TimeProvider.System), "write"), CancellationToken.None))
            {
                var staged = await session.StageRowsAsync(new StageTarget(key), RowCodecs.Get<Trade>(), Make(rows), CancellationToken.None);
                await session.PublishAsync([staged], CancellationToken.None);
            }

            await using (var session = await store.BeginAsync(new StepScope(RunId.New(TimeProvider.System), "read"), CancellationToken.None))
            {
                var input = new InputBinding.Published(key, "trades");
                await session.BindAsync(input, CancellationToken.None);
                long count = 0;
                await foreach (var row in session.Open(input, RowCodecs.Get<Trade>()).ReadAsync(limit: null, CancellationToken.None))
                {
                    if (++count % 1_000_000 == 0)
                    {
                        heap = Math.Max(heap, GC.GetTotalMemory(forceFullCollection: false));
                    }
                }

                if (count != rows)
                {
                    throw new InvalidOperationException($"{count:N0} rows came back of {rows:N0}");
                }
            }

            using var self = Process.GetCurrentProcess();
            Console.WriteLine(FormattableString.Invariant($"| {rows:N0} rows | {self.PeakWorkingSet64 >> 20} | {heap >> 20} | {watch.Elapsed.TotalSeconds:0.0} |"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async IAsyncEnumerable<Trade> Make(long rows)
    {
        for (var i = 0L; i < rows; i++)
        {
            yield return new Trade(i, i / 7.0, DateTime.UnixEpoch.AddSeconds(i), (i % 4) switch { 0 => $"a longer name, number {i}", _ => "SYM" });
        }

        await ValueTask.CompletedTask;
    }
}
