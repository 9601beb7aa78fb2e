namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>Rows that somebody else adds to days that are done, in real processes.</summary>
public sealed class LateDataTests : IDisposable
{
    private const string Days = "late/days";
    private const string Moving = "late/moving";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Late_rows_make_just_the_days_stale_that_have_read_theirs()
    {
        Write("2024-01-02,2\n2024-01-03,3\n2024-01-05,5\n");
        (await RunAsync("observe", "--select", "late/rows", "--json")).Json.Single(line => line.GetProperty("event").GetString() == "asset_observed")
            .GetProperty("partitions").EnumerateArray().Select(key => key.GetString()).Order().ShouldBe(["2024-01-02", "2024-01-03", "2024-01-05"]);
        var first = await RunAsync("materialize", "--select", "key:late/*", "--json");
        first.ExitCode.ShouldBe(0, first.ToString());
        (await TotalsAsync("days")).ShouldBe([0, 2, 3, 0, 5, 0, 0], "each day sees its own rows and no others");
        (await TotalsAsync("moving")).ShouldBe([0, 2, 5, 5, 8, 5, 5], "and this one those of two more");
        (await StaleAsync(Days)).ShouldBeEmpty();

        // Seen again as it was.
        await RunAsync("observe", "--select", "late/rows");
        (await StaleAsync(Days)).ShouldBeEmpty();

        Write("2024-01-02,2\n2024-01-03,3\n2024-01-05,5\n2024-01-03,30\n");
        (await StaleAsync(Days)).ShouldBeEmpty("nobody has looked yet");
        await RunAsync("observe", "--select", "late/rows");

        (await StaleAsync(Days)).ShouldBe(["2024-01-03: late/rows has changed since"]);
        (await StaleAsync(Moving)).Select(line => line[..10]).ShouldBe(["2024-01-05", "2024-01-04", "2024-01-03"]);
        (await RunAsync("plan", "--stale", "--select", Days)).Output.ShouldContain("2024-01-03");
        (await RunAsync("status", "--select", "key:late/*")).Output.ShouldContain("1 stale: late/rows has changed since");
        var again = await RunAsync("backfill", "key:late/*", "--stale", "--json");
        again.ExitCode.ShouldBe(0, again.ToString());
        again.Json.Count(line => line.GetProperty("event").GetString() == "asset_materialized").ShouldBe(4, again.ToString());
        (await TotalsAsync("days")).ShouldBe([0, 2, 33, 0, 5, 0, 0]);
        (await TotalsAsync("moving")).ShouldBe([0, 2, 35, 35, 38, 5, 5]);
        (await StaleAsync(Days)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_delivers_rows_may_say_so()
    {
        Write("2024-01-02,2\n");
        (await RunAsync("materialize", "--select", "key:late/*", "--json")).ExitCode.ShouldBe(0);

        var mistake = await RunAsync("report", "late/rows");
        mistake.ExitCode.ShouldBe(2);
        mistake.Errors.ShouldContain("Say which partitions were made anew, with --partition or --from and --to");
        (await RunAsync("report", "late/rows", "--partition", "2024-01-04")).Output.ShouldBe("Reported 2024-01-04 of late/rows.\n");
        (await StaleAsync(Days)).ShouldBe(["2024-01-04: late/rows has changed since"]);
        (await RunAsync("report", "late/rows", "--from", "2024-01-06", "--to", "2024-01-07", "--data-version", "v2")).Output
            .ShouldBe("Reported 2 partitions of late/rows with the data version v2.\n");

        (await StaleAsync(Days)).Select(line => line[..10]).ShouldBe(["2024-01-07", "2024-01-06", "2024-01-04"]);
        (await RunAsync("partitions", "list", "late/rows")).Output.ShouldContain("3 of 7 partitions observed");
        (await RunAsync("materialize", "--stale", "--select", Days)).ExitCode.ShouldBe(0);
        (await RunAsync("report", "late/rows", "--partition", "2024-01-06", "--data-version", "v2")).ExitCode.ShouldBe(0);
        (await StaleAsync(Days)).ShouldBeEmpty("the data is known by the same version");
    }

    private async Task<IReadOnlyList<string>> StaleAsync(string asset) =>
    [
        .. (await RunAsync("partitions", "list", asset, "--stale", "--json")).Json
            .Select(line => $"{line.GetProperty("partition").GetString()}: {line.GetProperty("reason").GetString()}"),
    ];

    private async Task<IReadOnlyList<long>> TotalsAsync(string asset) =>
        [.. (await RunAsync("sql", $"select total from late.{asset} order by day", "--json")).Json.Select(row => row.GetProperty("total").GetInt64())];

    private void Write(string rows) => File.WriteAllText(_folder.File("late.csv"), $"day,value\n{rows}");

    private Task<AppResult> RunAsync(params string[] arguments) => AppProcess.RunAsync(TestApp.Project, _folder.Path, TestApp.Generation(1), arguments);
}
