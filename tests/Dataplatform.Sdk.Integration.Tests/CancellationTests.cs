using System.Diagnostics;

namespace Dataplatform.Sdk.Integration.Tests;

public sealed class CancellationTests
{
    [Theory]
    [InlineData("slow/endless_query")]
    [InlineData("slow/endless_stream")]
    [InlineData("slow/stubborn")]
    public async Task Ctrl_C_ends_the_run_soon_and_says_what_became_of_each_asset(string endless)
    {
        using var folder = new TemporaryFolder();
        await using var app = AppProcess.Start(TestApp.Project, folder.Path, null, "materialize", "--json", "--select", $"slow/quick or {endless} or {endless}+");
        await app.ReadUntilAsync(json => json.GetProperty("event").GetString() == "step_started"
            && json.GetProperty("assets").EnumerateArray().Any(key => key.GetString() == endless));
        var watch = Stopwatch.StartNew();

        app.Interrupt();
        var result = await app.EndAsync();

        // One second is promised on a machine that is not also running every other test assembly.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(4));
        result.ExitCode.ShouldBe(130, result.ToString());
        result.Json[^1].GetProperty("status").GetString().ShouldBe("cancelled");
        result.Status("slow/quick").ShouldBe("materialized");
        result.Status(endless).ShouldBe("cancelled");
        if (endless == "slow/endless_query")
        {
            result.Status("slow/never_begins").ShouldBe("cancelled");
            result.Outcomes["slow/never_begins"].GetProperty("reason").GetString()!.ShouldContain("never began");
        }

        (await AppProcess.RunAsync(TestApp.Project, folder.Path, "show", "slow/quick", "--json")).Json.Count.ShouldBe(1, "what was published stays");
        (await AppProcess.RunAsync(TestApp.Project, folder.Path, "show", endless)).ExitCode.ShouldBe(2, "what was not published is not there");
    }

    [Fact]
    public async Task Ctrl_C_is_heard_while_user_code_holds_every_thread()
    {
        using var folder = new TemporaryFolder();
        await using var app = AppProcess.Start(TestApp.Project, folder.Path, null, "materialize", "--json", "--select", "key:\"crowd/*\"", "--max-parallel", "8");
        for (var started = 0; started < 8; started++)
        {
            await app.ReadUntilAsync(json => json.GetProperty("event").GetString() == "step_started");
        }

        var watch = Stopwatch.StartNew();

        app.Interrupt();
        var result = await app.EndAsync();

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(4), "the steps themselves take five");
        result.ExitCode.ShouldBe(130, result.ToString());
        result.Outcomes.Values.ShouldAllBe(asset => asset.GetProperty("status").GetString() == "cancelled");
    }
}
