using System.Diagnostics;

namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>Kill -9 in the middle of a backfill, again and again, then <c>backfills resume</c>: as if nothing had happened.</summary>
public sealed class BackfillKillTests
{
    private const string Assets = "key:\"slices/*\"";
    private const int MostKills = 3;
    private static readonly bool IsThorough = Environment.GetEnvironmentVariable("THOROUGH") == "1";

    // What a process had published and not told when it was killed: only the store knows of it.
    private const string Untold = "nothing is known of how it was computed";

    private static readonly string[] Tables = ["sales", "region_days", "region_weeks", "balances", "year"];

    private string _store = "";

    [Theory]
    [InlineData("duckdb", 3)]
    [InlineData("parquet", 1)]
    public async Task A_backfill_that_is_killed_again_and_again_ends_complete_and_equal(string store, int trials)
    {
        _store = store;
        trials *= IsThorough ? 15 : 1;
        var random = new Random(20_261_128);
        using var calm = new TemporaryFolder();
        var (events, gap) = await UndisturbedAsync(calm.Path);
        var expected = await TablesAsync(calm.Path);
        int kills = 0, partly = 0;

        for (var trial = 1; trial <= trials; trial++)
        {
            using var folder = new TemporaryFolder();
            for (var attempt = 0; attempt < MostKills; attempt++)
            {
                var (killed, made) = await KillAsync(folder.Path, attempt == 0, random.Next(1, events / MostKills), gap * (2 * random.NextDouble()));
                kills += killed ? 1 : 0;
                partly += killed && made > 0 ? 1 : 0;
            }

            var result = await RunAsync(folder.Path, "backfills", "resume", "--json");

            result.ExitCode.ShouldBe(0, $"trial {trial}: {result}");
            (await TablesAsync(folder.Path)).ShouldBe(expected, $"trial {trial}: the tables are those of an undisturbed backfill");
            await ShouldBeCompleteAsync(folder.Path, $"trial {trial}");
        }

        TestContext.Current.SendDiagnosticMessage($"{store}, {trials} backfills of {events} events: {kills} kills, {partly} of them after something was published; 0 differences, 0 missing, 0 leftovers.");
        kills.ShouldBeGreaterThanOrEqualTo(trials, "the instants must fall into the backfill");
        partly.ShouldBeGreaterThan(0, "the instants must fall between publications too");
    }

    private async Task<(int Events, TimeSpan Gap)> UndisturbedAsync(string folder)
    {
        await using var app = Start(folder, isFirst: true);
        await app.ReadUntilAsync(_ => true);
        var watch = Stopwatch.StartNew();
        var result = await app.EndAsync();
        result.ExitCode.ShouldBe(0, result.ToString());
        result.Json[^1].GetProperty("event").GetString().ShouldBe("backfill_ended");
        return (result.Json.Count, watch.Elapsed / result.Json.Count);
    }

    /// <summary>Kills a backfill some time after one of its events, so that the instants follow the backfill and not the machine's load.</summary>
    private async Task<(bool Killed, int Made)> KillAsync(string folder, bool isFirst, int afterEvents, TimeSpan andThen)
    {
        await using var app = Start(folder, isFirst);
        var (seen, made) = (0, 0);
        while (seen < afterEvents && await app.Output.ReadLineAsync() is { } line)
        {
            seen++;
            made += line.Contains("\"asset_materialized\"", StringComparison.Ordinal) ? 1 : 0;
        }

        // The instant itself is the subject of the test, so this waits on the clock and on nothing else.
        var watch = Stopwatch.StartNew();
        SpinWait.SpinUntil(() => watch.Elapsed >= andThen);
        app.Kill();
        return ((await app.EndAsync()).ExitCode != 0, made);
    }

    private async Task<string> TablesAsync(string folder)
    {
        var sql = string.Join(" union all ", Tables.Select(table => $"select '{table}' as asset, count(*) as n, md5(string_agg(t::varchar, ';' order by t::varchar)) as content from slices.{table} t"));
        var result = await RunAsync(folder, "sql", $"{sql} order by asset", "--json");
        result.ExitCode.ShouldBe(0, result.ToString());
        return result.Output;
    }

    private async Task ShouldBeCompleteAsync(string folder, string trial)
    {
        var stale = await RunAsync(folder, "partitions", "list", "slices/region_days", "--stale", "--json");
        stale.Json.Select(partition => partition.GetProperty("reason").GetString()).ShouldAllBe(reason => reason == Untold || reason!.EndsWith(" is stale"), $"{trial}: {stale}");
        var status = (await RunAsync(folder, "status", "--select", Assets, "--json")).Json;
        status.Count.ShouldBe(Tables.Length, trial);
        status.Select(asset => asset.GetProperty("status").GetString()).ShouldAllBe(state => state != "missing", trial);
        foreach (var partitions in status.Where(asset => asset.TryGetProperty("partitions", out _)).Select(asset => asset.GetProperty("partitions")))
        {
            partitions.GetProperty("materialized").GetInt64().ShouldBe(partitions.GetProperty("existing").GetInt64(), trial);
        }

        var backfill = (await RunAsync(folder, "backfills", "list", "--json")).Json.ShouldHaveSingleItem(trial);
        backfill.GetProperty("state").GetString().ShouldBe("succeeded", trial);
        backfill.GetProperty("materialized").GetInt64().ShouldBe(backfill.GetProperty("partitions").GetInt64(), trial);
        var left = _store == "parquet" ? string.Join('\n', Leftovers.InLake(Path.Combine(folder, "test"))) : (await RunAsync(folder, "sql", Leftovers.InDatabase, "--json")).Output;
        left.ShouldBeEmpty($"{trial}: what dead processes left is dropped when the store is opened");
    }

    private Task<AppResult> RunAsync(string folder, params string[] arguments) => AppProcess.RunAsync(TestApp.Project, folder, TestApp.Generation(1, _store), arguments);

    private AppProcess Start(string folder, bool isFirst) => isFirst
        ? AppProcess.Start(TestApp.Project, folder, TestApp.Generation(1, _store), "backfill", Assets, "--batch-size", "15", "--json")
        : AppProcess.Start(TestApp.Project, folder, TestApp.Generation(1, _store), "backfills", "resume", "--json");
}
