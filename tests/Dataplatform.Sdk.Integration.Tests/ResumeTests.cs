using System.Diagnostics;
using Dataplatform.Sdk.DuckDb;
using Dataplatform.Sdk.EventLog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>Kill -9 in the middle of a run, then <c>runs resume</c>: as if nothing had happened, and nothing done twice.</summary>
public sealed class ResumeTests
{
    private static readonly int Trials = Environment.GetEnvironmentVariable("THOROUGH") == "1" ? 300 : 30;

    [Fact]
    public async Task A_resumed_run_does_what_was_left_and_nothing_twice()
    {
        var random = new Random(20_261_127);
        int killed = 0, partly = 0, untold = 0, resumed = 0;
        foreach (var store in new[] { "duckdb", "parquet" })
        {
            using var folder = new TemporaryFolder();
            var (events, gap) = await UndisturbedAsync(folder.Path, store);
            for (var generation = 2; generation <= 1 + (Trials / 2); generation++)
            {
                killed += await KillAsync(folder.Path, store, generation, random.Next(0, events), gap * (2 * random.NextDouble())) ? 1 : 0;
                untold += (await UntoldAsync(folder.Path, store)).Count;

                var result = await AppProcess.RunAsync(TestApp.Project, folder.Path, TestApp.Generation(generation, store), "runs", "resume", "--json");

                result.ExitCode.ShouldBe(0, result.ToString());
                var (first, second) = await PublishedAsync(folder.Path);
                partly += first.Count > 0 && second.Count > 0 ? 1 : 0;
                resumed += second.Count > 0 ? 1 : 0;
                first.Concat(second).ShouldBeUnique($"{store}, generation {generation}: published twice");
                first.Concat(second).Order().ShouldBe(Numbers, $"{store}, generation {generation}");
                (await UntoldAsync(folder.Path, store)).ShouldBeEmpty("log and store agree");
                (await GenerationsAsync(folder.Path, store)).ShouldBe([generation], "the tables are those of an undisturbed run");
            }
        }

        TestContext.Current.SendDiagnosticMessage($"{Trials} trials: {killed} killed, {resumed} resumed, {partly} of them in the middle, {untold} publications that the dead process had not told; 0 published twice, 0 disagreements.");
        killed.ShouldBeGreaterThan(Trials / 2, "the instants must fall into the run");
        partly.ShouldBeGreaterThan(0, "the instants must fall between publications too");
    }

    [Fact]
    public async Task A_run_whose_process_was_killed_is_found_dead_at_once()
    {
        using var folder = new TemporaryFolder();
        await using (var app = Start(folder.Path, "duckdb", 1))
        {
            await app.ReadUntilAsync(line => line.GetProperty("event").GetString() == "step_started");
            app.Kill();
            await app.EndAsync();
        }

        var result = await AppProcess.RunAsync(TestApp.Project, folder.Path, TestApp.Generation(1), "runs", "list", "--json");

        var run = result.Json.ShouldHaveSingleItem();
        run.GetProperty("state").GetString().ShouldBe("died");
        run.GetProperty("reason").GetString()!.ShouldMatch("^its process [0-9]+ has ended$");
    }

    private static IEnumerable<string> Numbers => ["numbers/even", "numbers/large", "numbers/newest_generation", "numbers/odd", "numbers/source", "numbers/totals", "numbers/wide"];

    private static async Task<(int Events, TimeSpan Gap)> UndisturbedAsync(string folder, string store)
    {
        await using var app = Start(folder, store, 1);
        await app.ReadUntilAsync(_ => true);
        var watch = Stopwatch.StartNew();
        var result = await app.EndAsync();
        result.ExitCode.ShouldBe(0, result.ToString());
        return (result.Json.Count, watch.Elapsed / result.Json.Count);
    }

    private static async Task<bool> KillAsync(string folder, string store, int generation, int afterEvents, TimeSpan andThen)
    {
        await using var app = Start(folder, store, generation);
        for (var i = 0; i <= afterEvents; i++)
        {
            await app.ReadUntilAsync(_ => true);
        }

        // The instant itself is the subject of the test, so this waits on the clock and on nothing else.
        var watch = Stopwatch.StartNew();
        SpinWait.SpinUntil(() => watch.Elapsed >= andThen);
        app.Kill();
        return (await app.EndAsync()).ExitCode != 0;
    }

    /// <summary>What the last run published, and what the one before it did if the last one goes on from that.</summary>
    private static async Task<(List<string> First, List<string> Second)> PublishedAsync(string folder)
    {
        await using var log = await OpenLogAsync(folder);
        var last = (await log.RunsAsync(1, CancellationToken.None))[0];
        return last.Launch.ResumedFrom is { } before ? (await KeysAsync(log, before), await KeysAsync(log, last.Id)) : (await KeysAsync(log, last.Id), []);
    }

    private static async Task<List<string>> KeysAsync(SqliteEventLog log, RunId run)
    {
        var keys = new List<string>();
        await foreach (var logged in log.ReadAsync(run, CancellationToken.None))
        {
            if (logged.Event is RunEvent.AssetMaterialized done)
            {
                keys.Add(done.Key.Path);
            }
        }

        return keys;
    }

    /// <summary>Versions that are published, and that the log does not know as such.</summary>
    private static async Task<List<string>> UntoldAsync(string folder, string store)
    {
        await using var log = await OpenLogAsync(folder);
        var told = (await log.AssetsAsync(CancellationToken.None)).ToDictionary(asset => asset.Key, asset => asset.Latest?.Version);
        await using var assets = await OpenStoreAsync(folder, store);
        return [.. (await assets.ListAsync(CancellationToken.None)).Where(head => told.GetValueOrDefault(head.Key) != head.Version).Select(head => $"{head.Key} {head.Version}")];
    }

    private static async Task<IEnumerable<int>> GenerationsAsync(string folder, string store)
    {
        await using var assets = await OpenStoreAsync(folder, store);
        await using var result = await ((IQueryableStore)assets).QueryAsync(
            string.Join(" union ", new[] { "source", "wide", "large", "even", "odd", "totals" }.Select(name => $"select generation::integer from numbers.{name}")), CancellationToken.None);
        var generations = new List<int>();
        await foreach (var row in result.ReadAsync(CancellationToken.None))
        {
            generations.Add((int)row[0]!);
        }

        return generations;
    }

    private static async Task<SqliteEventLog> OpenLogAsync(string folder)
    {
        var log = new SqliteEventLog(Path.Combine(folder, ".dataplatform", "events.db"));
        await log.OpenAsync(CancellationToken.None);
        return log;
    }

    private static async Task<IAssetStore> OpenStoreAsync(string folder, string store)
    {
        IAssetStore assets = store == "parquet" ? new ParquetAssetStore(Path.Combine(folder, "test")) : new DuckDbAssetStore(Path.Combine(folder, "test.duckdb"));
        await assets.OpenAsync(CancellationToken.None);
        return assets;
    }

    private static AppProcess Start(string folder, string store, int generation) =>
        AppProcess.Start(TestApp.Project, folder, TestApp.Generation(generation, store), "materialize", "--json", "--select", "key:\"numbers/*\"");
}
