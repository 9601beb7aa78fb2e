using System.Diagnostics;

namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>Kill -9 in the middle of a run: a later reader sees complete versions only, old or new.</summary>
public sealed class KillTests
{
    private const int SourceRows = 20_000;
    private static readonly int Trials = Environment.GetEnvironmentVariable("THOROUGH") == "1" ? 300 : 30;

    [Theory]
    [InlineData("duckdb")]
    [InlineData("parquet")]
    public async Task A_killed_run_leaves_complete_versions_only(string store)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(20_240_101);
        var (events, gap) = await UndisturbedAsync(folder.Path, store);
        int killed = 0, finished = 0, mixed = 0, newer = 0;

        for (var generation = 2; generation <= Trials + 1; generation++)
        {
            var wasKilled = await KillAsync(folder.Path, store, generation, random.Next(1, events), gap * (2 * random.NextDouble()));
            var seen = await ReadAsync(folder.Path, store, generation);

            killed += wasKilled ? 1 : 0;
            finished += wasKilled ? 0 : 1;
            newer += seen.Contains(generation) ? 1 : 0;
            mixed += seen.Contains(generation) && seen.Any(g => g < generation) ? 1 : 0;
        }

        TestContext.Current.SendDiagnosticMessage($"{store}, {Trials} trials: {killed} killed, {finished} finished first; {newer} had published something of the new generation, {mixed} were cut between two publications; 0 inconsistencies, 0 stages left.");
        killed.ShouldBeGreaterThan(Trials / 2, "the instants must fall into the run");
        mixed.ShouldBeGreaterThan(0, "the instants must fall between publications too");
    }

    /// <summary>How many events a whole run has, and how long it is between two of them on average.</summary>
    private static async Task<(int Events, TimeSpan Gap)> UndisturbedAsync(string folder, string store)
    {
        await using var app = Start(folder, store, 1);
        await NextEventsAsync(app, 1);
        var watch = Stopwatch.StartNew();
        var result = await app.EndAsync();
        result.ExitCode.ShouldBe(0, result.ToString());
        return (result.Json.Count, watch.Elapsed / result.Json.Count);
    }

    /// <summary>Kills a run some time after one of its events, so that the instants follow the run and not the machine's load.</summary>
    private static async Task<bool> KillAsync(string folder, string store, int generation, int afterEvents, TimeSpan andThen)
    {
        await using var app = Start(folder, store, generation);
        await NextEventsAsync(app, afterEvents);
        var watch = Stopwatch.StartNew();

        // The instant itself is the subject of the test, so this waits on the clock and on nothing else.
        SpinWait.SpinUntil(() => watch.Elapsed >= andThen);
        app.Kill();
        return (await app.EndAsync()).ExitCode != 0;
    }

    private static async Task NextEventsAsync(AppProcess app, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await app.ReadUntilAsync(_ => true);
        }
    }

    /// <summary>The generations that a later process sees, one per asset, after checking that each is whole.</summary>
    private static async Task<HashSet<long>> ReadAsync(string folder, string store, int newest)
    {
        var rows = (await SqlAsync(folder, store, """
            select 'source' as asset, count(*) as n, min(generation) as low, max(generation) as high, sum(value)::bigint as total from numbers.source
            union all select 'wide', count(*), min(generation), max(generation), sum(value)::bigint from numbers.wide
            union all select 'large', count(*), min(generation), max(generation), sum(value)::bigint from numbers.large
            union all select 'even', count(*), min(generation), max(generation), sum(value)::bigint from numbers.even
            union all select 'odd', count(*), min(generation), max(generation), sum(value)::bigint from numbers.odd
            union all select 'totals', sum(rows)::bigint, min(generation), max(generation), sum(total)::bigint from numbers.totals
            """)).ToDictionary(row => row.GetProperty("asset").GetString()!);

        foreach (var (asset, row) in rows)
        {
            row.GetProperty("low").GetInt64().ShouldBe(row.GetProperty("high").GetInt64(), asset);
            row.GetProperty("high").GetInt64().ShouldBeInRange(1, newest, asset);
            (row.GetProperty("n").GetInt64(), row.GetProperty("total").GetInt64()).ShouldBe(Complete(asset), asset);
        }

        rows["even"].GetProperty("high").GetInt64().ShouldBe(rows["odd"].GetProperty("high").GetInt64(), "two assets of one method are published together");
        var left = store == "parquet"
            ? Leftovers.InLake(Path.Combine(folder, "test"))
            : (await SqlAsync(folder, store, Leftovers.InDatabase)).Select(row => row.ToString());
        left.ShouldBeEmpty("what a dead run left is dropped when the store is opened");
        return [.. rows.Values.Select(row => row.GetProperty("high").GetInt64())];
    }

    private static (long Rows, long Total) Complete(string asset)
    {
        const long n = SourceRows;
        return asset switch
        {
            "source" => (n, n * (n - 1) / 2),
            "wide" or "totals" => (10 * n, 10 * n * ((10 * n) - 1) / 2),
            "large" => (n * 10 - 100_000, ((10 * n) - 1 + 100_000) * ((10 * n) - 100_000) / 2),
            "even" => (n / 2, n / 2 * (n - 2) / 2),
            _ => (n / 2, n / 2 * n / 2),
        };
    }

    private static async Task<IReadOnlyList<System.Text.Json.JsonElement>> SqlAsync(string folder, string store, string sql)
    {
        var result = await AppProcess.RunAsync(TestApp.Project, folder, TestApp.Generation(1, store), "sql", sql, "--json");
        result.ExitCode.ShouldBe(0, result.ToString());
        return result.Json;
    }

    private static AppProcess Start(string folder, string store, int generation) =>
        AppProcess.Start(TestApp.Project, folder, TestApp.Generation(generation, store), "materialize", "--json", "--select", "key:\"numbers/*\"");
}
