using System.Text.Json;

namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>Partitions in a folder of Parquet files, as a user's program keeps them and other processes read them.</summary>
public sealed class PartitionedLakeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Days_in_a_lake_are_read_by_weeks_in_a_database_and_by_other_processes()
    {
        var backfill = await RunAsync("backfill", "key:\"lakes/*\"", "--json");
        backfill.ExitCode.ShouldBe(0, backfill.ToString());
        (await RowsAsync("lakes.weeks", "week")).ShouldBe(["2024-01-01 7 35", "2024-01-08 7 84"]);

        var again = await RunAsync(["backfill", "lakes/days", "--from", "2024-01-03", "--to", "2024-01-04", "--json"], generation: 10);
        again.ExitCode.ShouldBe(0, again.ToString());
        var stale = await RunAsync("partitions", "list", "lakes/weeks", "--stale", "--json");
        stale.Json.Select(partition => partition.GetProperty("partition").GetString()).ShouldBe(["2024-01-01"]);
        (await RunAsync("backfill", "lakes/weeks", "--stale", "--json")).ExitCode.ShouldBe(0);

        (await RowsAsync("lakes.weeks", "week")).ShouldBe(["2024-01-01 7 98", "2024-01-08 7 84"]);
        var head = JsonDocument.Parse(await File.ReadAllTextAsync(_folder.File("lake/_heads.json"))).RootElement.GetProperty("assets").GetProperty("lakes/days");
        head.GetProperty("partitions").GetProperty("count").GetInt64().ShouldBe(14);
        Directory.GetDirectories(_folder.File($"lake/{head.GetProperty("folder").GetString()}"), "day=*").Length.ShouldBe(14);
        Leftovers.InLake(_folder.File("lake")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lake_s_partitions_are_not_rolled_back_but_wiped_and_made_again()
    {
        (await RunAsync("backfill", "lakes/days", "--json")).ExitCode.ShouldBe(0);
        var rollback = await RunAsync("rollback", "lakes/days", "--yes");
        rollback.ExitCode.ShouldBe(2, rollback.ToString());
        rollback.Errors.ShouldContain("partition");

        (await RunAsync("wipe", "lakes/days", "--yes")).ExitCode.ShouldBe(0);
        (await RunAsync("partitions", "list", "lakes/days", "--missing", "--json")).Json.Count.ShouldBe(14);
        Leftovers.InLake(_folder.File("lake")).ShouldBeEmpty();
        (await RunAsync("backfill", "lakes/days", "--missing", "--json")).ExitCode.ShouldBe(0);
        (await RunAsync("partitions", "list", "lakes/days", "--missing", "--json")).Output.ShouldBeEmpty();
    }

    private async Task<IEnumerable<string>> RowsAsync(string table, string order)
    {
        var result = await RunAsync("sql", $"select * from {table} order by {order}", "--json");
        return result.Json.Select(row => string.Join(' ', row.EnumerateObject().Select(value => value.Value.ToString())));
    }

    private Task<AppResult> RunAsync(params string[] arguments) => RunAsync(arguments, generation: 1);

    private Task<AppResult> RunAsync(string[] arguments, int generation)
    {
        var environment = TestApp.Generation(generation);
        environment["Lake"] = "parquet";
        return AppProcess.RunAsync(TestApp.Project, _folder.Path, environment, arguments);
    }
}
