namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>A profile for development and one for production, chosen by the host's environment.</summary>
public sealed class EnvironmentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public EnvironmentTests()
    {
        File.WriteAllText(_folder.File("appsettings.json"), """{ "Generation": "1" }""");
        File.WriteAllText(_folder.File("appsettings.Development.json"), """{ "Generation": "2", "Warehouse": "dev.duckdb" }""");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Settings_warehouse_and_state_follow_the_environment()
    {
        var production = await RunAsync(null, "materialize", "--select", "gate/guarded");
        var development = await RunAsync("Development", "materialize", "--select", "gate/guarded");

        production.Output.Split('\n')[0].ShouldMatch("· Production · .*test\\.duckdb$");
        development.Output.Split('\n')[0].ShouldMatch("· Development · .*dev\\.duckdb$");
        File.Exists(_folder.File("dev.duckdb")).ShouldBeTrue();
        File.Exists(_folder.File(".dataplatform/events.db")).ShouldBeTrue();
        File.Exists(_folder.File(".dataplatform/Development/events.db")).ShouldBeTrue();
        (await GenerationAsync(null)).ShouldBe(1);
        (await GenerationAsync("Development")).ShouldBe(2);
        (await GenerationAsync(null, "--environment", "development")).ShouldBe(2, "the option goes before the variable, and the file is found however it is written");
        (await GenerationAsync("Development", "--environment", "Production")).ShouldBe(1);
        (await RunAsync("Development", "runs", "list", "--json")).Json.ShouldHaveSingleItem("the runs of the other environment are its own");
        (await RunAsync("Development", "status", "--select", "gate/guarded")).Errors.ShouldBe("Environment: Development\n");
    }

    [Fact]
    public async Task A_name_that_was_mistyped_runs_nothing()
    {
        var run = await RunAsync(null, "materialize", "--select", "gate/guarded", "--environment", "Developmnet");

        run.ExitCode.ShouldBe(2, run.ToString());
        run.Errors.ShouldContain("Did you mean 'Development'?");
        File.Exists(_folder.File("test.duckdb")).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_has_the_warehouse_carries_out_nothing_of_another_environment()
    {
        Dictionary<string, string> shared = new() { ["Dataplatform__StateFolder"] = "shared" };
        await using var owner = AppProcess.Start(TestApp.Project, _folder.Path, shared, "materialize", "--select", "slow/quick or slow/endless_query", "--json");
        await owner.ReadUntilAsync(line => line.GetProperty("event").GetString() == "step_started" && line.GetProperty("assets")[0].GetString() == "slow/endless_query");

        var asked = await AppProcess.RunAsync(TestApp.Project, _folder.Path, shared, "sql", "select 1", "--environment", "Development");

        asked.ExitCode.ShouldBe(2, asked.ToString());
        asked.Errors.ShouldContain("runs in the environment Production and this one in Development");
        owner.Interrupt();
        await owner.EndAsync();
    }

    private async Task<long> GenerationAsync(string? environment, params string[] more) =>
        (await RunAsync(environment, ["sql", "select distinct generation from gate.guarded", "--json", .. more])).Json.ShouldHaveSingleItem().GetProperty("generation").GetInt64();

    private Task<AppResult> RunAsync(string? environment, params string[] arguments) => AppProcess.RunAsync(
        TestApp.Project, _folder.Path, environment is null ? null : new Dictionary<string, string> { ["DOTNET_ENVIRONMENT"] = environment }, arguments);
}
