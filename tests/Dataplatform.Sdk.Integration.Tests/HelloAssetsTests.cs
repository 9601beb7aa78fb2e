namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>The program of the README does what the README says.</summary>
public sealed class HelloAssetsTests
{
    private const string Project = "samples/HelloAssets";

    [Fact]
    public async Task The_program_of_the_readme_materializes_and_shows()
    {
        using var folder = new TemporaryFolder();

        var run = await AppProcess.RunAsync(Project, folder.Path);
        var climate = await AppProcess.RunAsync(Project, folder.Path, "sql", "select city, days from weather.city_climate order by city", "--json");
        var warmest = await AppProcess.RunAsync(Project, folder.Path, "show", "warmest_city");

        run.ExitCode.ShouldBe(0, run.ToString());
        run.Output.ShouldContain("weather/measurements");
        run.Output.ShouldContain("1,095 rows");
        run.Output.ShouldContain("3 materialized, 0 failed");
        run.Output.ShouldNotContain("\e", customMessage: "plain text where nobody watches");
        climate.Json.Select(row => (row.GetProperty("city").GetString(), row.GetProperty("days").GetInt64()))
            .ShouldBe([("Lisbon", 365), ("Oslo", 365), ("Vienna", 365)]);
        warmest.Output.ShouldContain("Lisbon, 17.5 °C");
    }

    [Fact]
    public async Task A_second_run_replaces_and_adds_nothing()
    {
        using var folder = new TemporaryFolder();
        await AppProcess.RunAsync(Project, folder.Path);

        (await AppProcess.RunAsync(Project, folder.Path)).ExitCode.ShouldBe(0);

        (await AppProcess.RunAsync(Project, folder.Path, "sql", "select count(*) as n from weather.measurements", "--json")).Json.Single()
            .GetProperty("n").GetInt64().ShouldBe(1095);
    }
}
