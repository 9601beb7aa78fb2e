namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>Assets that keep rows of earlier runs, through compiler, engine and stores.</summary>
public sealed class WriteModeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment = [];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("duckdb", "parquet")]
    [InlineData("parquet", "duckdb")]
    public async Task Rows_of_earlier_runs_stay_until_a_full_refresh(string store, string lake)
    {
        (_environment["Store"], _environment["Lake"]) = (store, lake);
        foreach (var generation in new[] { 1, 2, 3 })
        {
            (await MaterializeAsync(generation)).ExitCode.ShouldBe(0);
        }

        (await SqlAsync("select generation, value from writes.events order by all")).ShouldBe(["1 0", "1 1", "2 0", "2 3", "3 0", "3 5"]);
        (await ShowAsync("writes/event_count")).ShouldBe("6", "a step of the run reads the whole table");
        (await SqlAsync("select generation, value from writes.newest order by all")).ShouldBe(["1 1", "2 3", "3 0", "3 5"]);
        (await SqlAsync("select value, count(*) from writes.history where \"to\" is null group by 1 order by 1")).ShouldBe(["0 1", "5 1"], "what has gone has ended");
        (await SqlAsync("select value, count(*) from writes.history group by 1 order by 1")).ShouldBe(["0 3", "1 1", "3 1", "5 1"]);
        (await SqlAsync("select count(*), sum((\"to\" < \"from\")::int) from writes.history")).ShouldBe(["6 0"]);
        var history = await RunAsync("show", "writes/history_in_lake", "--json");
        history.Json.Count.ShouldBe(6, history.ToString());
        history.Json.Count(row => row.GetProperty("to").ValueKind != System.Text.Json.JsonValueKind.Null).ShouldBe(2, "what has gone stays valid");

        var refreshed = await MaterializeAsync(7, "--full-refresh");
        refreshed.ExitCode.ShouldBe(0, refreshed.ToString());
        foreach (var asset in new[] { "events", "newest", "history" })
        {
            (await SqlAsync($"select generation, value from writes.{asset} order by all")).ShouldBe(["7 0", "7 13"], asset);
        }

        (await RunAsync("show", "writes/history_in_lake", "--json")).Json.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_plan_says_how_rows_are_written()
    {
        var plan = await RunAsync("plan", "--select", "key:\"writes/*\"");
        plan.ExitCode.ShouldBe(0, plan.ToString());
        plan.Output.ShouldContain("writes/events (table, append)");
        plan.Output.ShouldContain("writes/newest (table, merge by value)");
        plan.Output.ShouldContain("writes/history (table, snapshot by value)");
        Directory.EnumerateFiles(_folder.Path, "*.duckdb").ShouldBeEmpty("a plan makes no store");
        (await RunAsync("plan", "--select", "key:\"writes/*\"", "--full-refresh")).Output.ShouldContain("from nothing");
    }

    private async Task<AppResult> MaterializeAsync(int generation, params string[] more)
    {
        _environment["Generation"] = generation.ToString();
        return await RunAsync(["materialize", "--select", "key:\"writes/*\"", "--json", .. more]);
    }

    private async Task<string[]> SqlAsync(string query)
    {
        var result = await RunAsync("sql", query, "--csv");
        result.ExitCode.ShouldBe(0, result.ToString());
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Trim().Replace(',', ' '))];
    }

    private async Task<string> ShowAsync(string asset)
    {
        var result = await RunAsync("show", asset);
        result.ExitCode.ShouldBe(0, result.ToString());
        return result.Output.Trim();
    }

    private Task<AppResult> RunAsync(params string[] arguments) => AppProcess.RunAsync(TestApp.Project, _folder.Path, _environment, arguments);
}
