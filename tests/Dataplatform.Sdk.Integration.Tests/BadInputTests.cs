using System.Runtime.Versioning;

namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>One clear message, the documented exit code, and nothing lost.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("shop/raw_order", "raw_orders")]
    [InlineData("group:stagin", "staging")]
    [InlineData("kind:cvs", "csv")]
    public async Task An_unknown_selection_suggests_the_nearest(string selection, string nearest)
    {
        var result = await Shop("--select", selection);

        Explains(result, nearest);
    }

    [Fact]
    public async Task A_selection_that_cannot_be_read_points_at_the_place()
    {
        var result = await Shop("--select", "group:raw and and kind:csv");

        Explains(result, "group:raw and and kind:csv", "^");
    }

    [Fact]
    public async Task An_unknown_job_or_option_suggests_the_nearest()
    {
        Explains(await Shop("--job", "mart"), "marts");
        Explains(await Shop("--selekt", "x"), "--select");
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        var result = await Failing("raw_customers.csv", File.Delete);

        result.ShouldContain("raw_customers.csv");
    }

    [Fact]
    public async Task A_bad_value_names_file_line_column_and_value()
    {
        var result = await Failing("raw_orders.csv", file => ReplaceLine(file, 7, "6,seventy,2018-01-06,placed"));

        result.ShouldSatisfyAllConditions(
            () => result.ShouldContain("raw_orders.csv"),
            () => result.ShouldContain("line 7"),
            () => result.ShouldContain("user_id"),
            () => result.ShouldContain("seventy"));
    }

    [Fact]
    public async Task A_missing_column_names_those_that_are_there()
    {
        var result = await Failing("raw_orders.csv", file => ReplaceLine(file, 1, "id,usr_id,order_date,status"));

        result.ShouldContain("user_id");
        result.ShouldContain("usr_id");
    }

    [Fact]
    public async Task A_failed_reload_leaves_the_last_version_and_names_the_cause_downstream()
    {
        CopySeeds();
        (await Shop("materialize")).ExitCode.ShouldBe(0);
        ReplaceLine(Path.Combine(_folder.File("seeds"), "raw_payments.csv"), 3, "2,2,credit_card,a lot");

        var result = await Shop("materialize", "--json");

        result.ExitCode.ShouldBe(1, result.ToString());
        result.Status("shop/raw_payments").ShouldBe("failed");
        result.Status("marts/orders").ShouldBe("skipped");
        result.Outcomes["marts/orders"].GetProperty("reason").GetString()!.ShouldContain("shop/raw_payments");
        result.Outcomes["marts/shop_report"].GetProperty("reason").GetString()!.ShouldContain("shop/raw_payments");
        result.Status("shop/raw_orders").ShouldBe("materialized");
        (await Shop("sql", "select count(*) as n from marts.orders", "--json")).Json.Single().GetProperty("n").GetInt64().ShouldBe(99);
    }

    [Fact]
    public async Task A_corrupt_database_is_named()
    {
        await File.WriteAllTextAsync(_folder.File("jaffle_shop.duckdb"), new string('x', 20_000));

        Explains(await Shop("materialize"), "jaffle_shop.duckdb");
        File.ReadAllText(_folder.File("jaffle_shop.duckdb")).Length.ShouldBe(20_000, "it is left as it was");
    }

    [Fact]
    public async Task A_locked_database_names_the_process()
    {
        await using var app = AppProcess.Start(TestApp.Project, _folder.Path, null, "materialize", "--json", "--select", "slow/quick or slow/endless_query");
        await app.ReadUntilAsync(json => json.GetProperty("event").GetString() == "asset_materialized");

        // With a state of its own it does not know whom to ask.
        var second = await AppProcess.RunAsync(
            TestApp.Project, _folder.Path, new Dictionary<string, string> { ["Dataplatform__StateFolder"] = "elsewhere" }, "materialize", "--select", "slow/quick");

        Explains(second, "test.duckdb", app.Id.ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [UnsupportedOSPlatform("windows")]
    public async Task A_state_folder_that_may_not_be_written_is_named_with_what_to_do(bool hasLog)
    {
        var state = _folder.File(".dataplatform");
        Directory.CreateDirectory(state);
        if (hasLog)
        {
            (await AppProcess.RunAsync(TestApp.Project, _folder.Path, "materialize", "--select", "slow/quick")).ExitCode.ShouldBe(0);
        }

        foreach (var file in Directory.EnumerateFiles(state))
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead);
        }

        File.SetUnixFileMode(state, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            var run = await AppProcess.RunWithoutPrivilegesAsync(TestApp.Project, _folder.Path, "materialize", "--select", "slow/quick");
            var status = await AppProcess.RunWithoutPrivilegesAsync(TestApp.Project, _folder.Path, "status", "--select", "slow/quick");
            var list = await AppProcess.RunWithoutPrivilegesAsync(TestApp.Project, _folder.Path, "list", "--select", "slow/quick");

            Explains(run, Path.Combine(state, "events.db"), "Give this user the right to write to its folder", "Dataplatform:StateFolder");
            Explains(status, Path.Combine(state, "events.db"), "Dataplatform:StateFolder");
            list.ExitCode.ShouldBe(0, "what needs no state does not ask for it");
        }
        finally
        {
            File.SetUnixFileMode(state, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_state_folder_that_cannot_be_made_is_named_with_what_to_do()
    {
        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            Explains(await AppProcess.RunWithoutPrivilegesAsync(TestApp.Project, _folder.Path, "report", "watched/numbers"), _folder.File(".dataplatform"), "cannot be created", "Dataplatform:StateFolder");
        }
        finally
        {
            File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task All_missing_resources_are_listed_before_anything_runs()
    {
        var result = await AppProcess.RunAsync(
            TestApp.Project, _folder.Path, new Dictionary<string, string> { ["Resources"] = "none" }, "--select", "key:\"resources/*\" or numbers/source");

        Explains(result, "IShopApi", "IMailer", "reports", "AddKeyedSingleton");
        File.Exists(_folder.File("test.duckdb")).ShouldBeFalse("nothing ran");
    }

    [Fact]
    public async Task An_upstream_that_was_never_published_is_named_before_anything_runs()
    {
        Explains(await AppProcess.RunAsync(TestApp.Project, _folder.Path, "--select", "numbers/wide"), "numbers/source", "+");
    }

    [Fact]
    public async Task A_failure_in_user_code_shows_message_and_the_users_own_frames()
    {
        var result = await AppProcess.RunAsync(TestApp.Project, _folder.Path, "--select", "key:\"failing/*\"");

        var text = result.Output + result.Errors;
        result.ExitCode.ShouldBe(1, result.ToString());
        text.ShouldContain("the shop is closed");
        text.ShouldContain("ResourceAssets.cs");
        text.ShouldContain("vaule");
        text.ShouldNotContain("at System.");
        text.ShouldNotContain("Dataplatform.Sdk.Execution");
    }

    [Fact]
    public async Task Fail_fast_stops_what_has_not_begun()
    {
        var result = await AppProcess.RunAsync(
            TestApp.Project, _folder.Path, "--select", "key:\"failing/*\"", "--fail-fast", "--max-parallel", "1", "--json");

        result.ExitCode.ShouldBe(1, result.ToString());
        result.Status("failing/broken").ShouldBe("failed");
        result.Status("failing/independent").ShouldBe("skipped");
    }

    private Task<AppResult> Shop(params string[] arguments) => AppProcess.RunAsync(
        JaffleShopRun.Project,
        _folder.Path,
        Directory.Exists(_folder.File("seeds")) ? new Dictionary<string, string> { ["Seeds"] = _folder.File("seeds") } : null,
        arguments);

    private async Task<string> Failing(string seed, Action<string> spoil)
    {
        CopySeeds();
        spoil(Path.Combine(_folder.File("seeds"), seed));
        var result = await Shop("--select", "group:raw");
        result.ExitCode.ShouldBe(1, result.ToString());
        (result.Output + result.Errors).ShouldNotContain("   at ", customMessage: "a mistake in the input shows no stack");
        return result.Output + result.Errors;
    }

    private void CopySeeds()
    {
        Directory.CreateDirectory(_folder.File("seeds"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppProcess.RepositoryRoot, "samples/JaffleShop.Shop/seeds"), "*.csv"))
        {
            File.Copy(file, Path.Combine(_folder.File("seeds"), Path.GetFileName(file)));
        }
    }

    private static void ReplaceLine(string file, int number, string text)
    {
        var lines = File.ReadAllLines(file);
        lines[number - 1] = text;
        File.WriteAllLines(file, lines);
    }

    private static void Explains(AppResult result, params string[] parts)
    {
        result.ExitCode.ShouldBe(2, result.ToString());
        foreach (var part in parts)
        {
            result.Errors.ShouldContain(part);
        }

        result.Errors.ShouldNotContain("   at ", customMessage: "a user's mistake shows no stack");
    }
}
