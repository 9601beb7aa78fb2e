namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>One of each kind of asset and parameter, through compiler, engine and database.</summary>
public sealed class FeatureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment = [];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("duckdb", "duckdb")]
    [InlineData("duckdb", "parquet")]
    [InlineData("parquet", "duckdb")]
    [InlineData("parquet", "parquet")]
    public async Task Every_kind_of_asset_goes_through(string store, string lake)
    {
        (_environment["Store"], _environment["Lake"]) = (store, lake);
        var first = await MaterializeAsync(1);

        first.ExitCode.ShouldBe(0, first.ToString());
        first.Outcomes.Keys.ShouldNotContain("features/elsewhere", "somebody else makes it");
        first.Status("features/lower").ShouldBe("materialized");
        first.Status("features/upper").ShouldBe("skipped", "its method left it out");
        first.Status("features/of_upper").ShouldBe("skipped");
        first.Outcomes["features/of_upper"].GetProperty("reason").GetString()!.ShouldContain("features/upper");
        (await ValuesAsync("features.across_stores")).ShouldBe([0, 2, 4, 5, 6]);
        (await ValuesAsync("features.lower")).ShouldBe([0, 2]);
        (await ValuesAsync("features.scored")).ShouldBe([0, 2, 4, 5, 6]);
        (await ValuesAsync("features.narrow")).ShouldBe([0, 0, 2, 2, 4, 4, 5, 5, 5, 6, 6]);
        (await ValuesAsync("features.narrow_sql")).ShouldBe([0, 0, 2, 2, 4, 4, 5, 5, 5, 6, 6]);
        (await ShowAsync("features/back_in_lake")).ShouldBe([4, 5, 6]);
        (await RunAsync("show", "features/report")).Output.ShouldContain("1 weights");
        if (lake == "parquet")
        {
            (await ValuesAsync("read_parquet('lake/features/back_in_lake/*/*.parquet')")).ShouldBe([4, 5, 6], "any reader of Parquet finds it");
            Leftovers.InLake(_folder.File("lake")).ShouldBeEmpty();
        }
        else
        {
            File.Exists(_folder.File("lake.duckdb")).ShouldBeTrue();
        }

        var status = (await RunAsync("status", "--select", "key:features/*", "--json")).Json.ToDictionary(line => line.GetProperty("key").GetString()!, line => line.GetProperty("status").GetString());
        status["features/upper"].ShouldBe("left_out");
        status["features/of_upper"].ShouldBe("left_out");
        (await RunAsync("plan", "--stale", "--select", "key:features/*")).Output.ShouldBe("Everything is fresh.\n");

        first.Json.Single(line => line.GetProperty("event").GetString() == "asset_materialized" && line.GetProperty("key").GetString() == "features/scored")
            .GetProperty("metadata").ToString().ShouldContain("17");
    }

    [Theory]
    [InlineData("duckdb")]
    [InlineData("parquet")]
    public async Task An_asset_reads_its_own_last_version(string store)
    {
        _environment["Store"] = store;
        foreach (var generation in new[] { 1, 2, 3 })
        {
            (await MaterializeAsync(generation)).ExitCode.ShouldBe(0);
        }

        (await SqlAsync("select generation from features.growing order by 1")).Select(row => row.GetProperty("generation").GetInt64()).ShouldBe([1, 2, 3]);
        (await ValuesAsync("features.doubling")).ShouldBe([4]);
    }

    [Fact]
    public async Task Two_processes_use_one_folder_of_parquet_files_at_once()
    {
        _environment["Store"] = "parquet";
        var results = await Task.WhenAll(RunAsync("--select", "key:\"numbers/*\"", "--json"), RunAsync("--select", "resources/orders", "--json"));

        results.ShouldAllBe(result => result.ExitCode == 0);
        (await SqlAsync("select count(*) as n from numbers.wide"))[0].GetProperty("n").GetInt64().ShouldBe(200_000);
        (await SqlAsync("select count(*) as n from resources.orders"))[0].GetProperty("n").GetInt64().ShouldBe(1);
        Leftovers.InLake(_folder.File("test")).ShouldBeEmpty();
    }

    private Task<AppResult> MaterializeAsync(int generation)
    {
        _environment["Generation"] = generation.ToString();
        return RunAsync("--select", "key:\"features/*\"", "--json");
    }

    private async Task<IEnumerable<long>> ValuesAsync(string table) =>
        (await SqlAsync($"select value from {table} order by value")).Select(row => row.GetProperty("value").GetInt64());

    private async Task<IEnumerable<long>> ShowAsync(string key) =>
        (await RunAsync("show", key, "--json")).Json.Select(row => row.GetProperty("value").GetInt64()).Order();

    private async Task<IReadOnlyList<System.Text.Json.JsonElement>> SqlAsync(string sql)
    {
        var result = await RunAsync("sql", sql, "--json");
        result.ExitCode.ShouldBe(0, result.ToString());
        return result.Json;
    }

    private Task<AppResult> RunAsync(params string[] arguments) => AppProcess.RunAsync(TestApp.Project, _folder.Path, _environment, arguments);
}
