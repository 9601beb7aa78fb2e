namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>One of each kind of asset and parameter, through compiler, engine and database.</summary>
public sealed class FeatureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_kind_of_asset_goes_through()
    {
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
        (await AppProcess.RunAsync(TestApp.Project, _folder.Path, "show", "features/report")).Output.ShouldContain("1 weights");
        File.Exists(_folder.File("lake.duckdb")).ShouldBeTrue();
        first.Json.Single(line => line.GetProperty("event").GetString() == "asset_materialized" && line.GetProperty("key").GetString() == "features/scored")
            .GetProperty("metadata").ToString().ShouldContain("17");
    }

    [Fact]
    public async Task An_asset_reads_its_own_last_version()
    {
        foreach (var generation in new[] { 1, 2, 3 })
        {
            (await MaterializeAsync(generation)).ExitCode.ShouldBe(0);
        }

        (await SqlAsync("select generation from features.growing order by 1")).Select(row => row.GetProperty("generation").GetInt64()).ShouldBe([1, 2, 3]);
        (await ValuesAsync("features.doubling")).ShouldBe([4]);
    }

    private async Task<AppResult> MaterializeAsync(int generation) =>
        await AppProcess.RunAsync(TestApp.Project, _folder.Path, TestApp.Generation(generation), "--select", "key:\"features/*\"", "--json");

    private async Task<IEnumerable<long>> ValuesAsync(string table) =>
        (await SqlAsync($"select value from {table} order by value")).Select(row => row.GetProperty("value").GetInt64());

    private async Task<IEnumerable<long>> ShowAsync(string key) =>
        (await AppProcess.RunAsync(TestApp.Project, _folder.Path, "show", key, "--json")).Json.Select(row => row.GetProperty("value").GetInt64()).Order();

    private async Task<IReadOnlyList<System.Text.Json.JsonElement>> SqlAsync(string sql)
    {
        var result = await AppProcess.RunAsync(TestApp.Project, _folder.Path, "sql", sql, "--json");
        result.ExitCode.ShouldBe(0, result.ToString());
        return result.Json;
    }
}
