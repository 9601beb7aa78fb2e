using System.Diagnostics;
using System.Globalization;
using Dataplatform.Sdk.DuckDb.Tests.Contracts;

namespace Dataplatform.Sdk.DuckDb.Tests.Files;

/// <summary>Kill -9 in the middle of an export: a reader sees the older file or the new one, whole.</summary>
public sealed class ExportKillTests : IDisposable
{
    private const int Rows = 20_000;

    private static readonly int Trials = Environment.GetEnvironmentVariable("THOROUGH") == "1" ? 300 : 10;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("CSV", "orders.csv.gz")]
    [InlineData("JSON", "orders.jsonl")]
    [InlineData("Parquet", "orders.parquet")]
    [InlineData("Folder", "lake")]
    public async Task A_killed_export_leaves_the_older_file_or_the_new_one(string format, string name)
    {
        var path = _folder.File(name);
        var random = new Random(20_240_101);
        var gap = await UndisturbedAsync(format, path);
        var (current, killed) = (0L, 0);
        for (var generation = 1; generation <= Trials; generation++)
        {
            var wasKilled = await KillAsync(format, path, generation, random.Next(1, 11), gap * (2 * random.NextDouble()));

            var seen = await GenerationAsync(format, path);
            seen.ShouldBeOneOf(generation, wasKilled ? current : generation);
            Entries().Where(entry => entry != name).Count(entry => entry.StartsWith($".{name}.")).ShouldBe(Entries().Length - 1, "one file, and what is hidden beside it");
            Entries().Length.ShouldBeLessThanOrEqualTo(2, "what a dead export left goes with the next one");
            (current, killed) = (seen, killed + (wasKilled ? 1 : 0));
        }

        await UndisturbedAsync(format, path);
        Entries().ShouldBe([name]);
        killed.ShouldBeGreaterThan(Trials / 2, "the instants must fall into the export");
    }

    private string[] Entries() => [.. Directory.EnumerateFileSystemEntries(_folder.Path).Select(entry => Path.GetFileName(entry))];

    /// <summary>How long it is between two of the exporter's lines on average.</summary>
    private static async Task<TimeSpan> UndisturbedAsync(string format, string path)
    {
        using var process = Start(format, path, 0);
        await ReadLinesAsync(process, 1);
        var watch = Stopwatch.StartNew();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
        return watch.Elapsed / 10;
    }

    /// <summary>Kills an export some time after one of its lines, so that the instants follow the export and not the machine's load.</summary>
    private static async Task<bool> KillAsync(string format, string path, int generation, int afterLines, TimeSpan andThen)
    {
        using var process = Start(format, path, generation);
        await ReadLinesAsync(process, afterLines);
        var watch = Stopwatch.StartNew();

        // The instant itself is the subject of the test, so this waits on the clock and on nothing else.
        SpinWait.SpinUntil(() => watch.Elapsed >= andThen);
        process.Kill();
        await process.WaitForExitAsync();
        return process.ExitCode != 0;
    }

    private static async Task ReadLinesAsync(Process process, int count)
    {
        for (var i = 0; i < count; i++)
        {
            (await process.StandardOutput.ReadLineAsync()).ShouldNotBeNull();
        }
    }

    private static async Task<long> GenerationAsync(string format, string path)
    {
        var orders = await (format switch
        {
            "CSV" => Csv.Read(path, CsvOptions.Default, Order.Codec),
            "JSON" => Json.Read(path, Order.Codec),
            "Parquet" => Parquet.Read(path, ParquetReadOptions.Default, Order.Codec),
            _ => Parquet.Read(Path.Combine(path, "**/*.parquet"), new ParquetReadOptions { HivePartitioning = true }, Order.Codec),
        }).ToListAsync();
        orders.Select(order => order.Amount).Order().ShouldBe(Enumerable.Range(1, Rows).Select(i => (decimal)i));
        return orders.Select(order => order.OrderId).Distinct().ShouldHaveSingleItem();
    }

    private static Process Start(string format, string path, int generation)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "Dataplatform.Sdk.DuckDb.Exporter.dll"), format, path, generation.ToString(CultureInfo.InvariantCulture), Rows.ToString(CultureInfo.InvariantCulture)];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
