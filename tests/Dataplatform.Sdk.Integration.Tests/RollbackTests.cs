namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>Going back to the version before, in real processes.</summary>
public sealed class RollbackTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("duckdb")]
    [InlineData("parquet")]
    public async Task The_version_before_is_read_again_and_its_readers_follow(string store)
    {
        await MaterializeAsync(1, store);
        await MaterializeAsync(2, store);

        var asked = await RunAsync(store, "rollback", "numbers/source");
        var rolled = await RunAsync(store, "rollback", "numbers/source", "--yes");
        var again = await RunAsync(store, "rollback", "numbers/source", "--yes");

        asked.ExitCode.ShouldBe(2, asked.ToString());
        asked.Errors.ShouldContain("If that is meant: rollback numbers/source --yes");
        rolled.ExitCode.ShouldBe(0, rolled.ToString());
        rolled.Output.ShouldMatch("^Rolled numbers/source back to the version of .* \\(20,000 rows, run [0-9a-f]{8}\\)\\.");
        again.ExitCode.ShouldBe(2, again.ToString());
        again.Errors.ShouldContain("KeepVersions = 2");
        (await RunAsync(store, "sql", "select distinct generation from numbers.source", "--json")).Json.ShouldHaveSingleItem().GetProperty("generation").GetInt64().ShouldBe(1);
        var status = (await RunAsync(store, "status", "--json")).Json.ToDictionary(line => line.GetProperty("key").GetString()!);
        status["numbers/source"].GetProperty("status").GetString().ShouldBe("fresh");
        status["numbers/wide"].GetProperty("reasons")[0].GetProperty("reason").GetString().ShouldBe("numbers/source was rolled back since");

        (await RunAsync(store, "materialize", "--stale", "--select", "key:numbers/*", "--json")).ExitCode.ShouldBe(0);

        (await RunAsync(store, "show", "numbers/newest_generation")).Output.ShouldContain("1");
        (await RunAsync(store, "status", "--json", "--select", "numbers/wide")).Json.ShouldHaveSingleItem().GetProperty("status").GetString().ShouldBe("fresh");
    }

    [Fact]
    public async Task Who_has_the_warehouse_carries_it_out()
    {
        await MaterializeAsync(1, "duckdb");
        await MaterializeAsync(2, "duckdb");
        await using var owner = AppProcess.Start(TestApp.Project, _folder.Path, Environment(2, "duckdb"), "materialize", "--select", "slow/quick or slow/endless_query", "--json");
        await owner.ReadUntilAsync(line => line.GetProperty("event").GetString() == "step_started" && line.GetProperty("assets")[0].GetString() == "slow/endless_query");

        var rolled = await RunAsync("duckdb", "rollback", "numbers/source", "--yes");

        rolled.ExitCode.ShouldBe(0, rolled.ToString());
        (await RunAsync("duckdb", "sql", "select distinct generation from numbers.source", "--json")).Json.ShouldHaveSingleItem().GetProperty("generation").GetInt64().ShouldBe(1);
        owner.Interrupt();
        await owner.EndAsync();
    }

    [Fact]
    public async Task Of_assets_that_are_computed_together_only_the_named_one_goes_back()
    {
        await MaterializeAsync(1, "duckdb");
        await MaterializeAsync(2, "duckdb");

        (await RunAsync("duckdb", "rollback", "numbers/even", "--yes")).ExitCode.ShouldBe(0);

        var rows = (await RunAsync("duckdb", "sql", "select (select max(generation) from numbers.even) as even, (select max(generation) from numbers.odd) as odd", "--json")).Json.ShouldHaveSingleItem();
        rows.GetProperty("even").GetInt64().ShouldBe(1);
        rows.GetProperty("odd").GetInt64().ShouldBe(2);
    }

    private async Task MaterializeAsync(int generation, string store)
    {
        var result = await AppProcess.RunAsync(TestApp.Project, _folder.Path, Environment(generation, store), "materialize", "--select", "key:numbers/*", "--json");
        result.ExitCode.ShouldBe(0, result.ToString());
    }

    private Task<AppResult> RunAsync(string store, params string[] arguments) => AppProcess.RunAsync(TestApp.Project, _folder.Path, Environment(2, store), arguments);

    private static Dictionary<string, string> Environment(int generation, string store) => new(TestApp.Generation(generation, store)) { ["Keep"] = "2" };
}
